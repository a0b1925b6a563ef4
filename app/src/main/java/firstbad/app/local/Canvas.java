package firstbad.app.local;

import firstbad.app.cli.Terminal;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the demo draws: on a terminal the same lines again and again, in place; elsewhere each line
 * once, as soon as it does not change any more.
 */
final class Canvas implements AutoCloseable {
  private static final String CLEAR_LINE = "\u001b[K";
  private static final String CLEAR_BELOW = "\u001b[J";
  private static final String HIDE_CURSOR = "\u001b[?25l";
  private static final String SHOW_CURSOR = "\u001b[?25h";

  private final PrintWriter out;
  private final boolean inPlace;
  private List<String> drawn = List.of();
  private int printed;
  private boolean closed;

  Canvas(PrintWriter out, Terminal terminal) {
    this.out = out;
    this.inPlace = terminal.out() && terminal.colours();
    if (inPlace) {
      out.print(HIDE_CURSOR);
    }
  }

  /** Says what is being started. */
  void step(String what) {
    if (inPlace) {
      draw(List.of("Starting " + what + " ..."));
    } else {
      out.println("Starting " + what + " ...");
      out.flush();
    }
  }

  /** Removes what is drawn. */
  void wipe() {
    if (inPlace) {
      draw(List.of());
    }
  }

  void show(SearchView view) {
    if (inPlace) {
      List<String> frame = view.frame();
      if (!frame.equals(drawn)) {
        draw(frame);
      }
    } else {
      List<String> settled = view.settled();
      settled.stream().skip(printed).forEach(out::println);
      printed = settled.size();
      out.flush();
    }
  }

  private void draw(List<String> frame) {
    StringBuilder text = new StringBuilder("\r");
    if (!drawn.isEmpty()) {
      text.append("\u001b[").append(drawn.size()).append('A');
    }
    frame.forEach(line -> text.append(line).append(CLEAR_LINE).append("\r\n"));
    text.append(CLEAR_BELOW);
    out.print(text);
    out.flush();
    drawn = new ArrayList<>(frame);
  }

  /** Leaves what is drawn and gives the cursor back. */
  @Override
  public void close() {
    if (inPlace && !closed) {
      closed = true;
      out.print(SHOW_CURSOR);
      out.flush();
    }
  }
}
