package firstbad.app.mail;

import static firstbad.app.cli.DisplayText.count;
import static firstbad.app.cli.DisplayText.duration;
import static firstbad.app.cli.DisplayText.shortHash;

import firstbad.app.cli.DisplayText;
import firstbad.app.story.Story;
import firstbad.bisection.finding.Alert;
import firstbad.bisection.finding.Bisection;
import firstbad.bisection.finding.CulpritFound;
import firstbad.bisection.finding.Kind;
import firstbad.bisection.finding.Outcome;
import firstbad.bisection.finding.TitleCount;
import firstbad.events.Verification;
import firstbad.story.Endings;
import firstbad.story.Phrases;
import firstbad.story.Summary;
import firstbad.topology.event.Events;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Findings as mails. */
public final class Mails {
  private static final int CANDIDATES_SHOWN = 20;

  /** A bisection as far as it is known: its culprit, its ending, or how it stands. */
  public static Mail of(Story story, LaterFacts since) {
    CulpritFound culprit = story.culprit();
    if (culprit != null) {
      return CulpritMail.of(culprit, since);
    }
    return of(story.head(), story.assessment() == null ? null : story.summary());
  }

  /** A culprit, and what became known of it since it was named. */
  public static Mail of(CulpritFound culprit, LaterFacts since) {
    return CulpritMail.of(culprit, since);
  }

  /** A bisection without a culprit event. */
  public static Mail of(Bisection head) {
    return of(head, null);
  }

  /**
   * A bisection without a culprit.
   *
   * @param judged what its assessment says of it; null where none is known
   */
  private static Mail of(Bisection head, @Nullable Summary judged) {
    Long stake = head.outcome() == Outcome.RUNNING ? head.atStakeMs() : null;
    if (stake != null) {
      return atStake(head, duration(stake) + " of machine time");
    }
    PlainText text = new PlainText();
    text.paragraph(Endings.of(Events.bisection(head)) + ".");
    if (judged != null) {
      text.paragraph(judged.belief());
    }
    tellFacts(text, head);
    if (!head.candidates().isEmpty()) {
      text.paragraph("The commits that are left:");
      head.candidates().stream().limit(CANDIDATES_SHOWN).forEach(text::verbatim);
      if (head.candidateCount() > CANDIDATES_SHOWN) {
        text.verbatim("and " + (head.candidateCount() - CANDIDATES_SHOWN) + " more");
      }
      text.gap();
    } else {
      tellRange(text, head);
    }
    if (judged != null) {
      text.list("Against it:", judged.reasonsAgainst());
      text.list("For it:", judged.reasonsFor());
    }
    return mail(head, words(head.outcome()), text);
  }

  /** A search that left the bug and still runs. */
  private static Mail atStake(Bisection head, String time) {
    PlainText text = new PlainText();
    text.paragraph("This search left the bug and still runs: about " + time + " is at stake.");
    tellFacts(text, head);
    text.paragraph(
        "Stop the job, unless you find that the alarm is wrong: each further revision is tested"
            + " for another bug. To see where it left the bug, and how to go on from there:");
    text.verbatim("firstbad show " + head.id());
    return mail(head, time + " at stake", text);
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
          head.kind() == Kind.FIX ? "fix" : "culprit",
          shortHash(head.culprit())
              + (head.culpritTitle() == null ? "" : " (\"" + head.culpritTitle() + "\")"));
    }
    text.row("log", head.id());
    text.row("tested", count(head.revisions().tested(), "revision"));
    text.row("report", head.labels().getOrDefault("bug.url", ""));
    text.row("error", head.error() == null ? "" : DisplayText.oneLine(head.error()));
    text.gap();
  }

  private static void tellRange(PlainText text, Bisection head) {
    Bisection.Range range = head.range();
    if (head.outcome() != Outcome.CULPRIT_FOUND
        && range != null
        && Phrases.isRevision(range.gitBad())
        && Phrases.isRevision(range.gitGood())) {
      text.paragraph("To take the search up again where it stands:");
      text.verbatim(
          "git bisect start " + shortHash(range.gitBad()) + " " + shortHash(range.gitGood()));
      text.gap();
    }
  }

  /** An alert. */
  public static Mail of(Alert alert) {
    PlainText text = new PlainText();
    text.paragraph(alert.message());
    text.row("log", alert.id());
    text.row("line", Long.toString(alert.lineNumber()));
    text.row("commit", alert.commit() == null ? "" : alert.commit());
    return new Mail(
        Mail.subject(Map.of(), alert.id(), words(alert.kind()) + " at line " + alert.lineNumber()),
        null,
        text.toString());
  }

  /** What somebody or something found out about a culprit. */
  public static Mail of(Verification said) {
    String culprit = said.getCulprit() == null ? "" : " " + shortHash(said.getCulprit());
    String which = "the culprit" + culprit + " of " + said.getId();
    PlainText text = new PlainText();
    text.paragraph(
        switch (said.getState()) {
          case CONFIRMED -> "Confirmed: " + which + " is right.";
          case REFUTED -> "Refuted: " + which + " is wrong.";
          case NEEDS_RERUN -> "In doubt: " + which + "; the bisection should run again.";
          case WITHDRAWN -> "Withdrawn: what was said before of " + which + " no longer holds.";
          case UNKNOWN -> "Something that this build does not know was said of " + which + ".";
        });
    text.row("source", words(said.getSource()));
    text.row("by", orEmpty(said.getMadeBy()));
    text.row("at", said.getMadeAt().toString());
    text.row("cause", orEmpty(said.getTrueCause()));
    text.row("evidence", orEmpty(said.getEvidenceUrl()));
    text.row("note", orEmpty(said.getNote()));
    return new Mail(
        Mail.subject(Map.of(), said.getId(), "culprit " + words(said.getState())),
        null,
        text.toString());
  }

  private static String words(Enum<?> symbol) {
    return symbol.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private Mails() {}
}
