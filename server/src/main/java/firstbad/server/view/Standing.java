package firstbad.server.view;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;

/**
 * What a batch of one topic comes to: the keys that it takes away, and behind that the records that
 * no later tombstone makes void.
 *
 * @param gone keys with a tombstone; they may come again in {@code facts}
 * @param facts records that hold an event, in their order
 */
record Standing(Set<String> gone, List<Fact> facts) {

  static Standing of(List<Fact> batch) {
    Set<String> gone = new LinkedHashSet<>();
    List<Fact> facts = new ArrayList<>();
    for (int i = batch.size() - 1; i >= 0; i--) {
      Fact fact = batch.get(i);
      if (fact.event() == null) {
        gone.add(fact.key());
      } else if (!gone.contains(fact.key())) {
        facts.add(fact);
      }
    }
    Collections.reverse(facts);
    return new Standing(gone, facts);
  }

  /** Of each key the record with the highest version, the first of several. */
  Collection<Fact> newest(ToLongFunction<Fact> version) {
    Map<String, Fact> newest = new LinkedHashMap<>();
    for (Fact fact : facts) {
      newest.merge(
          fact.key(),
          fact,
          (before, now) -> version.applyAsLong(now) > version.applyAsLong(before) ? now : before);
    }
    return newest.values();
  }
}
