package firstbad.bisection.fold;

import firstbad.bisection.caps.Caps;
import firstbad.bisection.caps.Cut;
import firstbad.bisection.caps.Utf8;
import firstbad.bisection.grammar.GoStrings;
import firstbad.bisection.state.Archive.Piece;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The lists that a log or its sender could make as long as they like, each within its cap. */
final class BoundedLists {

  /** Keeps labels that are new; the first value of each key stays. */
  static void labels(FoldContext context, Map<String, String> said) {
    if (said.isEmpty()) {
      return;
    }
    List<Piece.Label> kept = new ArrayList<>(labels(context));
    int before = kept.size();
    int bytes = context.header.labels().bytes();
    for (Map.Entry<String, String> label : new TreeMap<>(said).entrySet()) {
      String key = Utf8.cut(label.getKey(), Caps.LABEL_BYTES);
      String value = Utf8.cut(label.getValue(), Caps.LABEL_BYTES);
      if (kept.stream().noneMatch(known -> known.key().equals(key))) {
        int size = Utf8.length(key) + Utf8.length(value);
        if (kept.size() == Caps.LABELS || bytes + size > Caps.ALL_LABELS_BYTES) {
          context.cut(Cut.LABELS);
        } else {
          kept.add(new Piece.Label(key, value));
          bytes += size;
        }
      }
    }
    if (kept.size() > before) {
      context.archive.put("labels", new Piece.Labels(List.copyOf(kept)));
      context.header = context.header.labelled(kept.size(), bytes);
    }
  }

  /** The labels that were kept; the archive may hold later ones, which follow them. */
  static List<Piece.Label> labels(FoldContext context) {
    int count = context.header.labels().count();
    return count > 0 && context.archive.get("labels") instanceof Piece.Labels labels
        ? labels.labels().subList(0, Math.min(count, labels.labels().size()))
        : List.of();
  }

  /** The addresses of one list of recipients. */
  static void recipients(FoldContext context, String list, String name) {
    List<String> addresses = new ArrayList<>();
    for (String word : GoStrings.list(list)) {
      String address = word.strip();
      if (!address.isEmpty() && !addresses.contains(address)) {
        if (addresses.size() == Caps.RECIPIENTS) {
          context.cut(Cut.RECIPIENTS);
          break;
        }
        addresses.add(Utf8.cut(address, Caps.TITLE_BYTES));
      }
    }
    context.archive.put(name, new Piece.WordList(List.copyOf(addresses)));
  }

  /** One of the commits among which the culprit is; a line that is doubled names it once. */
  static void candidate(FoldContext context, String hash) {
    int count = context.ending.candidates();
    if (count > 0
        && context.archive.get("candidate/" + (count - 1)) instanceof Piece.Word before
        && before.text().equals(hash)) {
      Contradictions.notices(context, hash, "The log names the candidate " + hash + " twice.");
      return;
    }
    OtherCandidates.named(context, hash);
    if (count < Caps.CANDIDATES) {
      context.archive.put("candidate/" + count, new Piece.Word(hash));
    } else {
      context.cut(Cut.CANDIDATES);
    }
    context.ending = context.ending.candidates(count + 1);
  }

  private BoundedLists() {}
}
