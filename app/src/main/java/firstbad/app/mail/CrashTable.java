package firstbad.app.mail;

import static firstbad.app.cli.DisplayText.rightIn;
import static firstbad.app.cli.DisplayText.visible;

import firstbad.app.cli.DisplayText;
import firstbad.bisection.finding.CulpritFound;
import firstbad.bisection.finding.CulpritFound.CrashedRuns;
import firstbad.bisection.finding.CulpritFound.Evidence;
import firstbad.bisection.finding.Kind;
import org.jspecify.annotations.Nullable;

/** What crashed where, as a table in a mail: each title, and below it its shares. */
final class CrashTable {
  private static final int SHARE = 11;

  /** Nothing where the culprit has no evidence. */
  static void write(CulpritFound culprit, PlainText text) {
    if (culprit.evidence().isEmpty()) {
      return;
    }
    text.paragraph("Runs that crashed, of all that crashed or were OK:");
    text.line(
        rightIn("original", SHARE)
            + rightIn("last good", SHARE)
            + rightIn("parent", SHARE)
            + rightIn(culprit.kind() == Kind.FIX ? "fix" : "culprit", SHARE));
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
    return share == null ? "no test" : share.crashed() + "/" + share.runs();
  }

  private CrashTable() {}
}
