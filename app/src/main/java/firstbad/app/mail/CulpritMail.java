package firstbad.app.mail;

import static firstbad.app.cli.DisplayText.count;
import static firstbad.app.cli.DisplayText.shortHash;

import firstbad.app.cli.DisplayText;
import firstbad.bisection.finding.Assessment;
import firstbad.bisection.finding.CulpritFound;
import firstbad.bisection.finding.Kind;
import firstbad.bisection.finding.TitleCount;
import firstbad.bisection.trust.judgement.CommitRange;
import firstbad.bisection.trust.judgement.Judgement.Blame;
import firstbad.bisection.trust.judgement.Level;
import firstbad.schemas.CulpritStanding;
import firstbad.story.KnownCourse;
import firstbad.story.RangeIfWrong;
import firstbad.story.SearchCommands;
import firstbad.story.TrustSentence;
import firstbad.story.Words;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A culprit as a maintainer would want to read of it: first what to think of it, then why, then how
 * to go on.
 */
final class CulpritMail {
  private final CulpritFound culprit;
  private final Assessment assessment;
  private final @Nullable SearchCommands search;
  private final KnownCourse course;
  private final LaterFacts since;
  private final boolean fix;
  private final boolean allTested;

  /** The verdict with which the search may have left the bug; null where the bug came back. */
  private final @Nullable Blame left;

  private final PlainText text = new PlainText();

  private CulpritMail(
      CulpritFound culprit,
      boolean allTested,
      @Nullable SearchCommands search,
      KnownCourse course,
      LaterFacts since) {
    this.culprit = culprit;
    this.allTested = allTested;
    this.search = search;
    this.course = course;
    this.since = since;
    this.assessment = culprit.assessment();
    this.left = course.cameBack().isEmpty() ? assessment.derailed() : null;
    this.fix = culprit.kind() == Kind.FIX;
  }

  /**
   * @param allTested whether no revision was skipped; false where that is not at hand
   * @param search how to take the search up; null where its revisions are not at hand
   * @param course whether the verdicts that are doubted still are
   */
  static Mail of(
      CulpritFound culprit,
      boolean allTested,
      @Nullable SearchCommands search,
      KnownCourse course,
      LaterFacts since) {
    CulpritMail mail = new CulpritMail(culprit, allTested, search, course, since);
    mail.text.paragraph(mail.verdict());
    mail.text.list("What became of it:", since.verifications());
    mail.facts();
    mail.doubtfulVerdict();
    CrashTable.write(culprit, mail.text);
    mail.rangeLeft();
    mail.text.list("What git says of it:", since.git());
    mail.reasons();
    mail.suggestion();
    return new Mail(mail.subject(), Mail.answered(culprit.labels()), mail.text.toString());
  }

  private String subject() {
    String bug = culprit.labels().getOrDefault("bug.title", firstTitle());
    return Mail.subject(
        culprit.labels(),
        bug,
        (fix ? "fixed by " : "bisected to ")
            + shortHash(culprit.commit())
            + ", "
            + Words.of(since.standing(), firstbad.events.Level.valueOf(assessment.level().name()))
            + (assessment.derailed() == null || since.standing().answered()
                ? ""
                : ", " + Words.derailed(course.forGood())));
  }

  private String firstTitle() {
    return culprit.bugTitles().isEmpty() ? culprit.id() : culprit.bugTitles().get(0).title();
  }

  /** What happened, in one sentence. */
  private String verdict() {
    String named = shortHash(culprit.commit());
    return switch (since.standing()) {
      case CONFIRMED -> "Confirmed: " + named + (fix ? " removed" : " introduced") + " this crash.";
      case REFUTED ->
          "Refuted: the search ended at "
              + named
              + ", which did not "
              + (fix ? "remove" : "introduce")
              + " this crash.";
      case CONFLICT ->
          "Disputed: the search ended at " + named + "; one confirms it and another refutes it.";
      case NEEDS_RERUN ->
          "In doubt: the search ended at " + named + ", and somebody wants it to run again.";
      case OPEN -> judged(named);
    };
  }

  private String judged(String named) {
    return switch (assessment.level()) {
      case HIGH ->
          "Probably right: "
              + named
              + (fix ? " removed" : " introduced")
              + " this crash."
              + (left == null
                  ? ""
                  : " But one verdict rested on another bug: test "
                      + name(left)
                      + " again before anybody acts on it.");
      case MIDDLE ->
          left == null
              ? "Worth a look before anybody acts on it: the search ended at " + named + "."
              : "Doubtful: the search may have left the bug at " + name(left) + ".";
      case LOW ->
          left == null
              ? "Probably wrong: the search ended at "
                  + named
                  + ", and its own log speaks against"
                  + " it."
              : "Probably wrong: the search seems to have left the bug at " + name(left) + ".";
      case NONE, UNKNOWN -> "Not judged: the search ended at " + named + ".";
    };
  }

  private void facts() {
    String label = "bug";
    for (TitleCount title : culprit.bugTitles()) {
      text.row(label, title.title());
      label = "or";
    }
    text.row(
        fix ? "fix" : "culprit", shortHash(culprit.commit()) + " (\"" + culprit.title() + "\")");
    text.row("author", culprit.author() == null ? "" : culprit.author());
    String took =
        culprit.totalTimeMs() == null ? "" : " in " + DisplayText.duration(culprit.totalTimeMs());
    text.row("log", culprit.id());
    text.row(allTested ? "tested" : "tried", count(culprit.revisionsTested(), "revision") + took);
    text.row("report", culprit.labels().getOrDefault("bug.url", ""));
    text.row("tree", culprit.labels().getOrDefault("kernel.repo", ""));
    if (Boolean.FALSE.equals(culprit.binaryChanged())) {
      text.row("binary", "the same as its parent's: this commit did not change what was tested");
    }
    text.gap();
  }

  /** Where the log followed another bug; else the verdict to look at first. */
  private void doubtfulVerdict() {
    Blame derailed = assessment.derailed();
    Blame blamed = course.blames() ? assessment.blamed() : null;
    if (derailed != null) {
      text.paragraph(
          course.names().first(derailed.ordinal(), derailed.commit())
              + " was called bad, but what crashed there is not the bug's own crash"
              + (left != null
                  ? ""
                  : "; " + course.cameBack() + ", so the search did not leave it there")
              + ". In the log:");
      quoted(derailed);
    }
    if (left == null
        && blamed != null
        && assessment.level() != Level.HIGH
        && !since.standing().answered()) {
      text.paragraph(
          "Look first at "
              + name(blamed)
              + ", line "
              + blamed.line()
              + ": of the bad verdicts it is the least certain. In the log:");
      quoted(blamed);
    }
  }

  /** As the box names it. */
  private String name(Blame verdict) {
    return course.names().of(verdict.ordinal(), verdict.commit());
  }

  private void quoted(Blame verdict) {
    text.verbatim("line " + verdict.line() + ": testing commit " + verdict.commit());
    text.gap();
    if (!verdict.crashTitle().isEmpty()) {
      text.paragraph("What crashed there: " + verdict.crashTitle());
    }
  }

  /** Where the cause can still be, and how to look there: where the box on top of it says so. */
  private void rangeLeft() {
    CommitRange ends = assessment.supportedRange();
    RangeIfWrong range = course.range();
    boolean refuted = since.standing() == CulpritStanding.REFUTED;
    boolean doubtful = assessment.level() == Level.LOW || left != null || refuted;
    if (!doubtful
        || ends == null
        || ends.cleanAt() == null
        || range == null
        || since.standing() == CulpritStanding.CONFIRMED) {
      return;
    }
    text.paragraph(refuted ? range.refuted() : range.sentence());
    SearchCommands known = search == null ? SearchCommands.withoutRevisions(fix) : search;
    String[] commands = known.withinAllowed(ends.crashesAt(), ends.cleanAt());
    if (commands.length > 0) {
      text.paragraph(
          "To take the search up again from there, and to see these commits"
              + (search == null
                  ? " (firstbad show "
                      + DisplayText.shellWord(culprit.id())
                      + " prints both with all good revisions):"
                  : ":"));
      Arrays.stream(commands).forEach(text::commandAlone);
      text.gap();
    }
  }

  private void reasons() {
    Double probability = assessment.probability();
    if (probability == null) {
      text.list("Why it is not judged:", assessment.reasons());
      return;
    }
    String trust = assessment.level().name().toLowerCase(Locale.ROOT);
    text.paragraph(
        (since.standing().answered()
                ? "From the log alone, and before that, the trust was "
                : "Trust: ")
            + trust
            + "; "
            + TrustSentence.odds(probability)
            + ".");
    List<String> reasons = assessment.reasons().stream().map(course.names()::in).toList();
    int against = Math.min(assessment.reasonsAgainst(), reasons.size());
    text.reasons(
        fix ? "this fix" : "this culprit",
        reasons.subList(0, against),
        reasons.subList(against, reasons.size()));
    text.whatTrustIs();
  }

  /**
   * Only what is probably right, with no step to test first, is worth a tracker's line, and only a
   * person sends it.
   */
  private void suggestion() {
    boolean spokenAgainst =
        since.standing() != CulpritStanding.OPEN && since.standing() != CulpritStanding.CONFIRMED;
    boolean testFirst = left != null && since.standing() != CulpritStanding.CONFIRMED;
    if (spokenAgainst || testFirst || assessment.level() != Level.HIGH) {
      return;
    }
    text.paragraph("If you agree, this line tells the tracker; it is a suggestion only:");
    text.verbatim(
        fix ? "#syz fix: " + culprit.title() : "#regzbot introduced: " + culprit.commit());
  }
}
