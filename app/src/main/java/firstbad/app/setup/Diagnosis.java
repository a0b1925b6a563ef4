package firstbad.app.setup;

import firstbad.app.cli.DisplayText;
import firstbad.app.cli.Marks;
import firstbad.app.cli.Terminal;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * One line of the doctor's.
 *
 * @param about what was looked at, in one word
 * @param sentence how it is, and what to do where it is not well
 */
record Diagnosis(Health health, String about, String sentence) {
  private static final int MARGIN = 13;

  /** How it is. */
  enum Health {
    WELL,
    /** It works, or may work, and deserves a look. */
    NOTE,
    /** Something will not work. */
    FAULTY,
    /** It could not be looked at. */
    UNKNOWN
  }

  static Diagnosis well(String about, String sentence) {
    return new Diagnosis(Health.WELL, about, sentence);
  }

  static Diagnosis note(String about, String sentence) {
    return new Diagnosis(Health.NOTE, about, sentence);
  }

  static Diagnosis faulty(String about, String sentence) {
    return new Diagnosis(Health.FAULTY, about, sentence);
  }

  static Diagnosis unknown(String about, String sentence) {
    return new Diagnosis(Health.UNKNOWN, about, sentence);
  }

  /** One line for a program that reads it; on a terminal as many as it is too narrow for. */
  String text(Terminal terminal, UnaryOperator<String> asCalled) {
    String told = asCalled.apply(DisplayText.visible(sentence));
    List<String> lines =
        terminal.out()
            ? DisplayText.wrappedAroundCommands(told, terminal.columns() - MARGIN)
            : List.of(told);
    return "%s %-10s %s"
        .formatted(mark(terminal), about, String.join("\n" + " ".repeat(MARGIN), lines));
  }

  private String mark(Terminal terminal) {
    Marks marks = new Marks(terminal);
    boolean unicode = terminal.unicode();
    return switch (health) {
      case WELL -> marks.ok(unicode ? "✓" : "+");
      case NOTE -> marks.bold("!");
      case FAULTY -> marks.own(unicode ? "✗" : "x");
      case UNKNOWN -> marks.faint("?");
    };
  }
}
