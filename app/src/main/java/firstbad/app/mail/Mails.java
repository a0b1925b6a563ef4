package firstbad.app.mail;

import static firstbad.app.cli.DisplayText.count;
import static firstbad.app.cli.DisplayText.shortHash;

import firstbad.app.cli.DisplayText;
import firstbad.app.story.Story;
import firstbad.bisection.finding.Alert;
import firstbad.bisection.finding.Assessment;
import firstbad.bisection.finding.Bisection;
import firstbad.bisection.finding.CulpritFound;
import firstbad.bisection.finding.Kind;
import firstbad.bisection.finding.Outcome;
import firstbad.bisection.finding.TitleCount;
import firstbad.events.Verification;
import firstbad.schemas.VerificationRules;
import firstbad.story.Advice;
import firstbad.story.Endings;
import firstbad.story.KnownCourse;
import firstbad.story.Phrases;
import firstbad.story.StillToCome;
import firstbad.story.Summary;
import firstbad.story.Words;
import firstbad.topology.event.Events;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Findings as mails. */
public final class Mails {
  private static final int CANDIDATES_SHOWN = 20;

  /** A bisection as far as it is known: its culprit, its ending, or how it stands. */
  public static Mail of(Story story, LaterFacts since) {
    CulpritFound culprit = story.culprit();
    if (culprit != null) {
      boolean allTested = story.summary().revisions().skip() == 0;
      return CulpritMail.of(culprit, allTested, story.search(), story.course(), since);
    }
    Bisection head = story.head();
    Summary summary = story.summary();
    PlainText text = new PlainText();
    text.paragraph(summary.ended());
    summary.happened().forEach(text::paragraph);
    text.paragraph(summary.belief());
    tellFacts(text, head);
    tellCandidates(text, head, story::titleOf);
    text.reasons("this result", summary.reasonsAgainst(), summary.reasonsFor());
    Assessment judged = story.assessment();
    if (judged != null && judged.probability() != null) {
      text.whatTrustIs();
    }
    text.line("What to do next:");
    for (Advice advice : summary.next()) {
      text.bullet(advice.sentence());
      advice.commands().forEach(text::command);
    }
    return mail(head, summary.headline(), text);
  }

  /** A culprit, and what became known of it since it was named. */
  public static Mail of(CulpritFound culprit, LaterFacts since) {
    return CulpritMail.of(culprit, false, null, KnownCourse.of(Events.culprit(culprit)), since);
  }

  /**
   * A bisection of which nothing but its head is at hand: neither whether to believe it, nor how to
   * go on. The mail says what does say so.
   */
  public static Mail of(Bisection head) {
    Long stake = head.outcome() == Outcome.RUNNING ? head.atStakeMs() : null;
    if (stake != null) {
      return atStake(head, stake);
    }
    PlainText text = new PlainText();
    text.paragraph("The search has ended. " + Endings.of(Events.bisection(head)) + ".");
    tellFacts(text, head);
    tellCandidates(text, head, commit -> null);
    text.paragraph("What happened on the way, whether to believe it, and how to go on:");
    text.verbatim(show(head.id()));
    return mail(head, Words.of(Events.bisection(head)), text);
  }

  /** A search that left the bug and still runs. */
  private static Mail atStake(Bisection head, long stake) {
    String time = Phrases.machineTime(stake);
    PlainText text = new PlainText();
    text.paragraph(
        "This search left the bug and still runs"
            + (time.isEmpty() ? "." : ": " + time + " is at stake."));
    tellFacts(text, head);
    String saved = StillToCome.machineTime(Events.bisection(head));
    text.paragraph(
        "Stop the job, unless you find that the alert is wrong: each further revision is tested"
            + " for another bug."
            + (saved.isEmpty() ? "" : " That saves " + saved + ".")
            + " To see where it left the bug, and how to go on from there:");
    text.verbatim(show(head.id()));
    return mail(head, time.isEmpty() ? "derailed" : time + " at stake", text);
  }

  private static String show(String id) {
    return "firstbad show " + DisplayText.shellWord(id);
  }

  private static Mail mail(Bisection head, String what, PlainText text) {
    String bug = head.bugTitles().isEmpty() ? head.id() : head.bugTitles().get(0).title();
    return new Mail(
        Mail.subject(head.labels(), head.labels().getOrDefault("bug.title", bug), what),
        Mail.answered(head.labels()),
        text.toString());
  }

  private static void tellFacts(PlainText text, Bisection head) {
    String label = "bug";
    for (TitleCount title : head.bugTitles()) {
      text.row(label, title.title());
      label = "or";
    }
    if (head.culprit() != null) {
      text.row(
          head.kind() == Kind.FIX ? "fix" : "culprit", named(head.culprit(), head.culpritTitle()));
    }
    text.row("log", head.id());
    text.row("tried", count(head.revisions().tested(), "revision"));
    text.row("report", head.labels().getOrDefault("bug.url", ""));
    text.row("error", head.error() == null ? "" : DisplayText.oneLine(head.error()));
    text.gap();
  }

  private static void tellCandidates(
      PlainText text, Bisection head, Function<String, @Nullable String> titleOf) {
    if (head.candidates().isEmpty()) {
      return;
    }
    text.paragraph("The commits that are left:");
    for (String commit : head.candidates().stream().limit(CANDIDATES_SHOWN).toList()) {
      String title = titleOf.apply(commit);
      text.member(named(commit, title));
    }
    if (head.candidateCount() > CANDIDATES_SHOWN) {
      text.verbatim("and " + (head.candidateCount() - CANDIDATES_SHOWN) + " more");
    }
    text.gap();
  }

  /** An alert. */
  public static Mail of(Alert alert) {
    PlainText text = new PlainText();
    text.paragraph(alert.message());
    String crash = alert.bugTitles().isEmpty() ? "" : alert.bugTitles().get(0).title();
    String bug = alert.labels().getOrDefault("bug.title", crash);
    text.row("bug", bug);
    text.row("log", alert.id());
    text.row("line", Long.toString(alert.lineNumber()));
    text.row("commit", alert.commit() == null ? "" : alert.commit());
    text.row("report", alert.labels().getOrDefault("bug.url", ""));
    text.gap();
    text.paragraph("What happened so far, and how to go on:");
    text.verbatim(show(alert.id()));
    return new Mail(
        Mail.subject(
            Map.of(), // a search that goes wrong is no answer to the bug's report
            bug.isEmpty() ? alert.id() : bug,
            words(alert.kind()) + " at line " + alert.lineNumber()),
        null,
        text.toString());
  }

  /**
   * What somebody or something found out about a culprit.
   *
   * @param named the culprit, as far as it is at hand
   */
  public static Mail of(Verification said, KnownCulprit named) {
    String culprit = said.getCulprit() == null ? "" : " " + shortHash(said.getCulprit());
    String which = "the culprit" + culprit + " of " + said.getId();
    PlainText text = new PlainText();
    text.paragraph(
        switch (said.getState()) {
          case CONFIRMED -> "Confirmed: " + which + " is right.";
          case REFUTED -> "Refuted: " + which + " is wrong.";
          case NEEDS_RERUN -> "In doubt: " + which + ". The bisection should run again.";
          case WITHDRAWN -> "Withdrawn: what was said before of " + which + " no longer holds.";
          case UNKNOWN -> "Something that this build does not know was said of " + which + ".";
        });
    String commit = named.commit();
    if (commit != null && VerificationRules.namesAnother(said, commit)) {
      text.paragraph("It speaks of another commit: the bisection named " + shortHash(commit) + ".");
    }
    text.row("bug", named.subject(""));
    text.row("culprit", commit == null ? orEmpty(named.title()) : named(commit, named.title()));
    text.row("report", named.labels().getOrDefault("bug.url", ""));
    text.row("source", words(said.getSource()));
    text.row("by", orEmpty(said.getMadeBy()));
    text.row("at", said.getMadeAt().toString());
    text.row("cause", orEmpty(said.getTrueCause()));
    text.row("evidence", orEmpty(said.getEvidenceUrl()));
    text.row("note", orEmpty(said.getNote()));
    return new Mail(
        Mail.subject(
            named.labels(), named.subject(said.getId()), "culprit " + words(said.getState())),
        Mail.answered(named.labels()),
        text.toString());
  }

  private static String named(String commit, @Nullable String title) {
    return shortHash(commit) + (title == null ? "" : " (\"" + title + "\")");
  }

  private static String words(Enum<?> symbol) {
    return symbol.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private Mails() {}
}
