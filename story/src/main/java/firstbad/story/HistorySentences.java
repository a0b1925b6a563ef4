package firstbad.story;

import firstbad.bisection.trust.title.CrashTitle;
import firstbad.events.Bisection;
import firstbad.events.Blame;
import firstbad.events.Outcome;
import firstbad.events.Revision;
import firstbad.events.RunCounts;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What happened on the way, as far as a person has to know it. */
final class HistorySentences {
  private static final int ERROR_SHOWN = 300;

  /** What a line of an error holds that says why. */
  private static final Pattern CAUSE =
      Pattern.compile(
          "\\berror: |\\bfatal: |[Nn]o space left|[Nn]o such file|[Oo]ut of memory|[Pp]ermission denied"
              + "|[Nn]o rule to make");

  /** Endings whose sentence says what the log's error does. */
  private static final Set<Outcome> TOLD_AS_THE_ENDING =
      EnumSet.of(Outcome.NOT_REPRODUCED, Outcome.TIMED_OUT);

  /** From this chance of a wrong verdict on a reader should know. */
  private static final double DOUBTED = 0.1;

  /** One sentence each. */
  static List<String> of(Known known) {
    List<String> sentences = new ArrayList<>();
    course(known, sentences);
    couldNotBeTested(known, sentences);
    doubts(known.head(), sentences);
    String error = known.head().getError();
    if (error != null && !TOLD_AS_THE_ENDING.contains(known.head().getOutcome())) {
      sentences.add(error(error));
    }
    return List.copyOf(sentences);
  }

  /** Its first line, and of the others the last that names a cause, or else the first. */
  private static String error(String error) {
    List<String> lines = error.strip().lines().toList();
    String cause =
        lines.stream()
            .skip(1)
            .filter(line -> CAUSE.matcher(line).find())
            .reduce((first, last) -> last)
            .or(() -> lines.stream().skip(1).filter(line -> !line.isBlank()).findFirst())
            .orElse("");
    return "The error: "
        + Phrases.beginning(lines.isEmpty() ? "" : lines.get(0), ERROR_SHOWN)
        + (cause.isEmpty()
            ? ""
            : "; among its other lines: \"" + Phrases.beginning(cause.strip(), ERROR_SHOWN) + '"');
  }

  /** How far it kept to its bug, and on what the verdict rests that is to be tested again. */
  private static void course(Known known, List<String> sentences) {
    TitleHistory course = known.titles();
    Revision foreign = course.foreignSince();
    Revision others = course.otherTitlesSince();
    Blame suspected = known.suspected();
    if (foreign != null) {
      ownTitleLastSeen(course, foreign, sentences);
      sentences.add(followedAnother(course, foreign, known));
    } else if (others != null) {
      sentences.add(otherTitles(course, others));
    } else if (known.derailed() == null) {
      keptToItsBug(known, course, sentences);
    }
    Blame derailed = known.derailed();
    boolean told = foreign != null && known.misled() != null;
    if (derailed != null && !told) {
      sentences.add(calledBad(derailed, known, course));
    }
    if (suspected != null
        && (derailed == null || told || derailed.getOrdinal() != suspected.getOrdinal())
        && (foreign == null || foreign.getOrdinal() > suspected.getOrdinal())
        && restsOnAnother(suspected, derailed, course)) {
      sentences.add(calledBad(suspected, known, course));
    }
  }

  private static boolean restsOnAnother(
      Blame suspected, @Nullable Blame derailed, TitleHistory course) {
    return !course.looksLikeTheBug(suspected.getCrashTitle())
        || (derailed != null && derailed.getOrdinal() == suspected.getOrdinal());
  }

  /** Where what crashed last before another bug was not the bug's own title. */
  private static void ownTitleLastSeen(
      TitleHistory course, Revision foreign, List<String> sentences) {
    Revision own = course.lastOwn();
    List<Revision> alike = own == null ? List.of() : course.alikeBetween(own, foreign);
    if (own == null || alike.isEmpty()) {
      return;
    }
    List<String> titles =
        alike.stream().flatMap(each -> course.alike(each).stream()).distinct().toList();
    sentences.add(
        "The bug's own title was last seen at "
            + StepName.of(own)
            + (alike.size() == 1 ? "; at " : "; from then to ")
            + StepName.of(alike.get(alike.size() - 1))
            + (titles.size() == 1 ? " one was seen that " : " others were seen that ")
            + likeness(course, titles)
            + ": "
            + quoted(titles)
            + ".");
  }

  /** How much titles look like the bug, as a clause. */
  private static String likeness(TitleHistory course, List<String> titles) {
    boolean one = titles.size() == 1;
    if (titles.stream().noneMatch(title -> CrashTitle.of(title).tellsTheBug())) {
      return one ? "does not say what crashed" : "do not say what crashed";
    }
    long much = titles.stream().filter(course::isTheBugs).count();
    return (one ? "looks " : "look ")
        + (much == 0 ? "only a little " : "")
        + "like it"
        + (much == 0 || much == titles.size() ? "" : ", some of them only a little");
  }

  /**
   * That it was another bug is said only where a verdict was found to rest on one, and as certain
   * only beside a low level that is told.
   */
  private static String followedAnother(TitleHistory course, Revision since, Known known) {
    boolean certain = RunningTrust.surelyLeft(known);
    String another =
        known.running()
            ? certain ? ": the search follows another bug" : ": the search may follow another bug"
            : certain
                ? ": the search followed another bug"
                : ": the search may have followed another bug";
    return from(course, since)
        + "nothing crashed that looks like the bug. What crashed was "
        + quoted(course.titlesSince(since))
        + (known.misled() == null ? "." : another + ".");
  }

  /**
   * The revision from which on the search may have followed another bug, as these sentences tell
   * it; null where no alarm was raised, or the bug was seen again after it.
   */
  static @Nullable Integer leftAt(Known known) {
    Blame misled = known.misled();
    Revision foreign = known.titles().foreignSince();
    return misled == null
        ? null
        : (Integer) (foreign == null ? misled.getOrdinal() : foreign.getOrdinal());
  }

  private static String otherTitles(TitleHistory course, Revision since) {
    List<String> titles = course.titlesSince(since);
    List<String> alike = titles.stream().filter(course::looksMuchLikeTheBug).toList();
    if (!alike.isEmpty()) {
      return from(course, since)
          + "the bug's own title was not seen again, but "
          + (alike.size() == 1 ? "one that looks like it was: " : "titles that look like it were: ")
          + quoted(alike)
          + (alike.size() == titles.size() ? "." : "; other crashes were seen too.");
    }
    List<String> mute = course.sayingNothing();
    boolean hidden = !mute.isEmpty() && titles.stream().noneMatch(course::looksLikeATellingTitle);
    return from(course, since)
        + "only other titles were seen: "
        + quoted(titles)
        + "."
        + (hidden ? " " + quoted(mute) + " can hide any of them." : "");
  }

  /** Such as {@code From step 5 (38970eac41db) on, }. */
  private static String from(TitleHistory course, Revision since) {
    return course.crashedAfter(since)
        ? "From " + StepName.of(since) + " on, "
        : "At " + StepName.of(since) + ", the last with a crash, ";
  }

  private static String calledBad(Blame suspected, Known known, TitleHistory course) {
    Blame derailed = known.derailed();
    boolean left = derailed != null && derailed.getOrdinal() == suspected.getOrdinal();
    String title = suspected.getCrashTitle();
    String step = StepName.first(suspected, known.revisions());
    return step
        + (title.isEmpty()
            ? " was called bad without a crash title"
            : " was called bad on "
                + quoted(List.of(title))
                + (course.looksLikeTheBug(title)
                    ? ", which looks only a little like the bug"
                    : ", which does not look like the bug"
                        + (course.crashedLikeTheBug(suspected.getOrdinal())
                            ? "; it also crashed under titles that look like it"
                            : "")))
        + (left ? whatFollowed(suspected, known) : ".");
  }

  /** Whether the search left the bug where a verdict rested on another one. */
  private static String whatFollowed(Blame left, Known known) {
    String again = cameBack(known, left);
    if (!again.isEmpty()) {
      return "; but " + again + ", an earlier commit, so the search did not leave it there.";
    }
    String followed = known.running() ? "may follow another bug" : "may have followed another bug";
    return ": from there on the search " + followed + ".";
  }

  /** Where the bug was seen after a verdict, as a clause; empty where it was not. */
  static String cameBack(Known known, Blame verdict) {
    Revision again = known.cameBackAfter(verdict);
    String title = again == null ? null : known.titles().bugsTitle(again);
    if (again == null || title == null) {
      return "";
    }
    return known.titles().own().contains(title)
        ? "the bug's own crash came back at " + StepName.of(again)
        : "a crash in the same function as the bug's, "
            + Phrases.quoted(title)
            + ", was seen at "
            + StepName.of(again);
  }

  private static String quoted(List<String> titles) {
    return Phrases.listed(titles.stream().map(Phrases::quoted).toList());
  }

  private static void keptToItsBug(Known known, TitleHistory course, List<String> sentences) {
    Revision last = course.lastOwn();
    if (last == null || known.revisions().size() < 2) {
      return;
    }
    RunCounts runs = last.getRuns();
    int conclusive = runs.getOk() + runs.getCrashed();
    int others = runs.getCrashed() - course.ownRuns(last);
    sentences.add(
        "The bug's own crash was last seen at "
            + StepName.of(last)
            + (runs.getEstimated() || conclusive == 0
                ? "."
                : ", in "
                    + course.ownRuns(last)
                    + " of "
                    + Phrases.count(conclusive, "run")
                    + (others > 0 ? "; " + others + " more crashed under other titles." : ".")));
  }

  /** Where it is what the search ended on. */
  private static void couldNotBeTested(Known known, List<String> sentences) {
    SkippedRevisions skipped = known.skippedAtTheEnd();
    String why = skipped == null ? null : skipped.sentence();
    if (why != null) {
      sentences.add(why);
    }
  }

  /** What the log itself says against its result. */
  private static void doubts(Bisection head, List<String> sentences) {
    Double error = head.getErrorProbability();
    Double reproduction = head.getReproductionChance();
    if (error != null && error >= DOUBTED) {
      sentences.add(
          "The log puts the chance that one of its verdicts is wrong at "
              + Phrases.percent(error)
              + ".");
    }
    if (head.getFlaky() && reproduction != null) {
      sentences.add(
          "The log calls the reproducer flaky: "
              + Phrases.percent(reproduction)
              + " of the runs crash where the bug is.");
    }
  }

  private HistorySentences() {}
}
