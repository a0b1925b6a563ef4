package firstbad.story;

import static firstbad.story.Phrases.abbreviated;

import firstbad.events.Bisection;
import firstbad.events.Outcome;
import firstbad.events.SearchKind;
import firstbad.events.TitleCount;
import java.util.List;

/** What was searched, and from where. */
final class Searched {

  /** One sentence. */
  static String of(Bisection head) {
    if (head.getKind() == SearchKind.UNKNOWN) {
      return unsaid(head.getOutcome());
    }
    boolean fix = head.getKind() == SearchKind.FIX;
    String verb = head.getOutcome() == Outcome.RUNNING ? "Searches for" : "Searched for";
    if (Endings.inWordsOnly(head) && head.getLabels().getOrDefault("bug.title", "").isBlank()) {
      return verb
          + (fix ? " the first commit without the bug" : " the first bad commit")
          + start(head, fix)
          + ".";
    }
    return verb
        + " the commit that "
        + (fix ? "removed " : "introduced ")
        + bug(head)
        + start(head, fix)
        + ".";
  }

  private static String unsaid(Outcome outcome) {
    return switch (outcome) {
      case UNKNOWN, RUNNING -> "The log does not say yet whether a bug or its fix is searched for.";
      case NOT_A_BISECTION -> "The text does not say that anything is searched for.";
      default -> "The log does not say whether a bug or its fix is searched for.";
    };
  }

  private static String bug(Bisection head) {
    List<String> titles = head.getBugTitles().stream().map(TitleCount::getTitle).toList();
    if (!titles.isEmpty()) {
      return Phrases.listed(titles.stream().map(Phrases::quoted).toList());
    }
    String label = head.getLabels().get("bug.title");
    return label == null || label.isBlank() ? "the crash" : Phrases.quoted(label);
  }

  private static String start(Bisection head, boolean fix) {
    String start = head.getStartCommit();
    if (start == null) {
      return "";
    }
    String asked = head.getRequestedStart();
    String name = asked == null || asked.equals(start) ? "" : " (" + asked + ")";
    String tree = head.getLabels().getOrDefault("kernel.repo", "");
    return (fix ? ", forward from " : ", back from ")
        + abbreviated(start)
        + (name.length() > 60 ? "" : name)
        + (tree.isBlank() ? "" : " in " + tree);
  }

  private Searched() {}
}
