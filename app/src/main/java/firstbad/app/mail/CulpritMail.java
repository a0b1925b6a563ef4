package firstbad.app.mail;

import static firstbad.app.cli.DisplayText.count;
import static firstbad.app.cli.DisplayText.rightIn;
import static firstbad.app.cli.DisplayText.shortHash;
import static firstbad.app.cli.DisplayText.visible;

import firstbad.app.cli.DisplayText;
import firstbad.bisection.finding.Assessment;
import firstbad.bisection.finding.CulpritFound;
import firstbad.bisection.finding.CulpritFound.CrashedRuns;
import firstbad.bisection.finding.CulpritFound.Evidence;
import firstbad.bisection.finding.Kind;
import firstbad.bisection.finding.TitleCount;
import firstbad.bisection.trust.judgement.CommitRange;
import firstbad.bisection.trust.judgement.Judgement.Blame;
import firstbad.bisection.trust.judgement.Level;
import firstbad.schemas.CulpritStanding;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A culprit as a maintainer would want to read of it: first what to think of it, then why, then how
 * to go on.
 */
final class CulpritMail {
  private static final int SHARE = 11;

  private final CulpritFound culprit;
  private final Assessment assessment;
  private final LaterFacts since;
  private final boolean fix;
  private final PlainText text = new PlainText();

  private CulpritMail(CulpritFound culprit, LaterFacts since) {
    this.culprit = culprit;
    this.since = since;
    this.assessment = culprit.assessment();
    this.fix = culprit.kind() == Kind.FIX;
  }

  static Mail of(CulpritFound culprit, LaterFacts since) {
    CulpritMail mail = new CulpritMail(culprit, since);
    mail.text.paragraph(mail.verdict());
    mail.text.list("What became of it:", since.verifications());
    mail.facts();
    mail.derailing();
    mail.evidence();
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
        (fix ? "fixed by " : "bisected to ") + shortHash(culprit.commit()) + ", trust " + level());
  }

  private String firstTitle() {
    return culprit.bugTitles().isEmpty() ? culprit.id() : culprit.bugTitles().get(0).title();
  }

  private String level() {
    return assessment.level().name().toLowerCase(Locale.ROOT);
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
    Blame left = left();
    return switch (assessment.level()) {
      case HIGH -> "Probably right: " + named + (fix ? " removed" : " introduced") + " this crash.";
      case MIDDLE ->
          left == null
              ? "Worth a look before anybody acts on it: the search ended at " + named + "."
              : "Doubtful: the search may have left the bug at step " + left.ordinal() + ".";
      case LOW ->
          left == null
              ? "Probably wrong: the search ended at "
                  + named
                  + ", and its own log speaks against"
                  + " it."
              : "Probably wrong: the search left the bug at step " + left.ordinal() + ".";
      case NONE, UNKNOWN -> "Not judged: the search ended at " + named + ".";
    };
  }

  private @Nullable Blame left() {
    return assessment.derailed() != null ? assessment.derailed() : assessment.blamed();
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
    text.row("tested", count(culprit.revisionsTested(), "revision") + took);
    text.row("report", culprit.labels().getOrDefault("bug.url", ""));
    text.row("tree", culprit.labels().getOrDefault("kernel.repo", ""));
    if (Boolean.FALSE.equals(culprit.binaryChanged())) {
      text.row("binary", "the same as its parent's: this commit did not change what was tested");
    }
    text.gap();
  }

  /** The line of the log from which on another bug was followed. */
  private void derailing() {
    Blame left = left();
    if (left == null || assessment.level() == Level.HIGH) {
      return;
    }
    text.paragraph(
        "Step "
            + left.ordinal()
            + " was called bad, but what crashed there is another bug. In the log:");
    text.verbatim("line " + left.line() + ": testing commit " + left.commit());
    text.verbatim(" ".repeat(("line " + left.line()).length()) + "  crashed: " + left.title());
    text.gap();
  }

  private void evidence() {
    if (culprit.evidence().isEmpty()) {
      return;
    }
    text.paragraph("Runs that crashed, of all that crashed or were OK:");
    text.line(
        rightIn("start", SHARE)
            + rightIn("last good", SHARE)
            + rightIn("parent", SHARE)
            + rightIn(fix ? "fix" : "culprit", SHARE));
    for (Evidence row : culprit.evidence()) {
      DisplayText.wrapped(
              visible(row.title()) + (row.isBugTitle() ? "" : "  (another bug)"),
              PlainText.COLUMNS - 2)
          .forEach(part -> text.line("  " + part));
      text.line(
          rightIn(share(row.start()), SHARE)
              + rightIn(share(row.lastGood()), SHARE)
              + rightIn(share(row.parent()), SHARE)
              + rightIn(share(row.culprit()), SHARE));
    }
    text.gap();
  }

  private static String share(@Nullable CrashedRuns share) {
    return share == null ? "-" : share.crashed() + ":" + share.runs();
  }

  /** Where the cause can still be, and how to look there. */
  private void rangeLeft() {
    CommitRange range = assessment.supportedRange();
    if (range == null || range.cleanAt() == null || assessment.level() == Level.HIGH) {
      return;
    }
    String crashes = shortHash(range.crashesAt());
    String clean = shortHash(range.cleanAt());
    String commits =
        range.commits() == null ? "the commits" : "about " + count(range.commits(), "commit");
    text.paragraph(
        "The evidence still allows "
            + commits
            + " between "
            + clean
            + ", which does not crash, and "
            + crashes
            + ", which does. To see them, and to take the search up again from there:");
    if (fix) {
      text.verbatim("git log --oneline " + crashes + ".." + clean);
      text.verbatim(
          "git bisect start --term-new=clean --term-old=crashes " + clean + " " + crashes);
    } else {
      text.verbatim("git log --oneline " + clean + ".." + crashes);
      text.verbatim("git bisect start " + crashes + " " + clean);
    }
    text.gap();
  }

  private void reasons() {
    Double probability = assessment.probability();
    text.paragraph(
        "Trust: "
            + level()
            + (probability == null
                ? "."
                : "; of 100 culprits like this one about "
                    + Math.round(100 * probability)
                    + " were right."));
    if (probability == null) {
      text.list("Why it is not judged:", assessment.reasons());
      return;
    }
    int against = Math.min(assessment.reasonsAgainst(), assessment.reasons().size());
    text.list("Against it:", assessment.reasons().subList(0, against));
    text.list("For it:", assessment.reasons().subList(against, assessment.reasons().size()));
    text.paragraph(
        "Trust is judged from the log of this bisection alone: which crashes were seen where, and"
            + " how the range moved. It cannot see a crash that failed to happen, and it proves"
            + " nothing.");
  }

  /**
   * Only what is confirmed or probably right is worth a tracker's line, and only a person sends it.
   */
  private void suggestion() {
    boolean agreed = since.standing() == CulpritStanding.CONFIRMED;
    if (!agreed && (since.standing() != CulpritStanding.OPEN || assessment.level() != Level.HIGH)) {
      return;
    }
    text.paragraph("If you agree, this line tells the tracker; it is a suggestion only:");
    text.verbatim(
        fix ? "#syz fix: " + culprit.title() : "#regzbot introduced: " + culprit.commit());
  }
}
