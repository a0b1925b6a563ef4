package firstbad.bisection.fold;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.bisection.grammar.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EffectsTest {

  @Test
  void everyKindOfLineHasOneEffect() {
    List<Class<?>> rows =
        Stream.of(
                HeaderEffects.ROWS,
                RevisionEffects.ROWS,
                ConfigEffects.ROWS,
                RangeEffects.ROWS,
                GitEffects.ROWS,
                GitLogEffects.OPENINGS,
                FixEffects.ROWS,
                EndEffects.ROWS)
            .flatMap(List::stream)
            .<Class<?>>map(Effect::kind)
            .toList();
    List<Class<?>> entries = new ArrayList<>();
    collect(Entry.class, entries);
    assertThat(rows).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(entries);
  }

  private static void collect(Class<?> sealed, List<Class<?>> into) {
    for (Class<?> permitted : sealed.getPermittedSubclasses()) {
      if (permitted.isSealed()) {
        collect(permitted, into);
      } else {
        into.add(permitted);
      }
    }
  }
}
