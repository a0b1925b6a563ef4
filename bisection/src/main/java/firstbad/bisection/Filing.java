package firstbad.bisection;

import firstbad.bisection.Archive.Piece;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Files the lists that a log or its sender could make as long as they like, each within its cap.
 */
final class Filing {
  private final Turn turn;

  Filing(Turn turn) {
    this.turn = turn;
  }

  /** Keeps labels that are new; the first value of each key stays. */
  void labels(Map<String, String> said) {
    if (said.isEmpty()) {
      return;
    }
    List<Piece.Label> kept = new ArrayList<>(labels());
    int before = kept.size();
    int bytes = turn.start.labelBytes();
    for (Map.Entry<String, String> label : new TreeMap<>(said).entrySet()) {
      String key = Utf8.cut(label.getKey(), Caps.LABEL_BYTES);
      String value = Utf8.cut(label.getValue(), Caps.LABEL_BYTES);
      if (kept.stream().noneMatch(known -> known.key().equals(key))) {
        int size = Utf8.length(key) + Utf8.length(value);
        if (kept.size() == Caps.LABELS || bytes + size > Caps.ALL_LABELS_BYTES) {
          turn.cut(Cut.LABELS);
        } else {
          kept.add(new Piece.Label(key, value));
          bytes += size;
        }
      }
    }
    if (kept.size() > before) {
      turn.drawer.put("labels", new Piece.Labels(List.copyOf(kept)));
      turn.start = turn.start.labelled(kept.size(), bytes);
    }
  }

  List<Piece.Label> labels() {
    return turn.start.labels() > 0 && turn.drawer.get("labels") instanceof Piece.Labels labels
        ? labels.labels()
        : List.of();
  }

  /** The addresses of one list of recipients. */
  void recipients(String list, String name) {
    List<String> addresses = new ArrayList<>();
    for (String word : GoStrings.list(list)) {
      String address = word.strip();
      if (!address.isEmpty() && !addresses.contains(address)) {
        if (addresses.size() == Caps.RECIPIENTS) {
          turn.cut(Cut.RECIPIENTS);
          break;
        }
        addresses.add(Utf8.cut(address, Caps.TITLE_BYTES));
      }
    }
    turn.drawer.put(name, new Piece.Words(List.copyOf(addresses)));
  }

  /** One of the commits among which the culprit is. */
  void candidate(String hash) {
    int count = turn.ending.candidates();
    if (count < Caps.CANDIDATES) {
      turn.drawer.put("candidate/" + count, new Piece.Word(hash));
    } else {
      turn.cut(Cut.CANDIDATES);
    }
    turn.ending = turn.ending.candidates(count + 1);
  }
}
