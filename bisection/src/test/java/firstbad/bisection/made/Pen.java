package firstbad.bisection.made;

import java.util.ArrayList;
import java.util.List;

/** Writes the log, and stops in the middle of it when the bisecting process is to die there. */
final class Pen {

  /** The process died: nothing more is written. */
  static final class BrokenOff extends RuntimeException {
    private static final long serialVersionUID = 1;

    BrokenOff() {
      super("the log breaks off here", null, false, false);
    }
  }

  private final List<String> lines = new ArrayList<>();
  private final int limit;

  Pen(int limit) {
    this.limit = limit;
  }

  /** Writes a message: one line, or several where it has line feeds in it. */
  void write(String message) {
    for (String line : message.split("\n", -1)) {
      if (lines.size() == limit) {
        throw new BrokenOff();
      }
      lines.add(line);
    }
  }

  void write(List<String> messages) {
    messages.forEach(this::write);
  }

  /** A list as Go prints it. */
  static String list(List<String> words) {
    return "[" + String.join(" ", words) + "]";
  }

  List<String> lines() {
    return List.copyOf(lines);
  }
}
