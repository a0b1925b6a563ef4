package firstbad.bisection;

import firstbad.bisection.trust.Alarm;
import firstbad.bisection.trust.ClosedRevision;
import firstbad.bisection.trust.Evidence;
import firstbad.bisection.trust.LogEnd;
import firstbad.bisection.trust.Weighed;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The judgement of a bisection while it runs: brings closed revisions and the end of the log before
 * the assessor, and tells what it says.
 *
 * @param evidence what was shown so far
 * @param version of the newest assessment
 */
public record Trial(Evidence evidence, int version) {

  static final Trial NONE = new Trial(Evidence.OF_CAUSE, 0);

  private static final List<Alert.Severity> SEVERITIES =
      List.of(
          Alert.Severity.UNKNOWN, Alert.Severity.LOW, Alert.Severity.MIDDLE, Alert.Severity.HIGH);

  /** Weighs a revision that closes in this turn. */
  static Weighed weighed(Turn turn, Block block, Verdict verdict, List<TitleCount> crashes) {
    Evidence before = turn.trial.evidence;
    if (turn.start.kind() == Kind.FIX && before.equals(Evidence.OF_CAUSE)) {
      before = Evidence.OF_FIX;
    }
    Block.Opening opening = block.opening();
    return turn.assessor.weigh(
        before,
        new ClosedRevision(
            opening.ordinal(),
            opening.line(),
            opening.commit(),
            opening.title(),
            Courses.place(opening.role(), block.hasRuns()),
            Courses.verdict(verdict),
            Courses.crashes(crashes),
            block.runs().ok(),
            opening.left() == null ? null : opening.left().revisions(),
            turn.judge.flaky()));
  }

  /** Tells what a closed revision changed, after it was shown. */
  static void tell(Turn turn, Block block, Weighed weighed) {
    turn.trial = new Trial(weighed.evidence(), turn.trial.version + 1);
    Block.Opening opening = block.opening();
    turn.found(
        new Finding.Judged(
            Assessment.of(
                turn.id, turn.trial.version, opening.ordinal(), weighed.judgement(), turn.at)));
    Alarm alarm = weighed.alarm();
    if (alarm != null) {
      turn.found(
          new Finding.Raised(
              new Alert(
                  turn.id,
                  Alert.Kind.DERAILED,
                  SEVERITIES.get(alarm.severity()),
                  opening.ordinal(),
                  opening.commit(),
                  opening.line(),
                  alarm.message(),
                  turn.at)));
    }
  }

  /** The word on the bisection as it has ended. */
  static Assessment settled(Turn turn) {
    turn.trial = new Trial(turn.trial.evidence, turn.trial.version + 1);
    return Assessment.of(
        turn.id,
        turn.trial.version,
        null,
        turn.assessor.settled(turn.trial.evidence, end(turn)),
        turn.at);
  }

  private static LogEnd end(Turn turn) {
    Ending.Sentence sentence = turn.ending.sentence();
    String commit = sentence == null ? null : sentence.commit();
    Conclusion git = turn.conclusion;
    boolean described = commit != null && commit.equals(git.commit());
    return new LogEnd(
        named(sentence, commit),
        commit,
        sentence == null ? null : sentence.title(),
        git.signature() != null && git.signature().equals(git.parentSignature()),
        turn.judge.flaky(),
        described && (git.author() != null || git.files() > 0),
        described
            ? Head.words(turn, "file/", Math.min(git.files(), Caps.CHANGED_FILES))
            : List.of(),
        commit == null ? "" : report(turn));
  }

  private static LogEnd.Named named(Ending.@Nullable Sentence sentence, @Nullable String commit) {
    if (commit != null) {
      return LogEnd.Named.CULPRIT;
    }
    return sentence != null && sentence.outcome() == Outcome.INCONCLUSIVE
        ? LogEnd.Named.CANDIDATES
        : LogEnd.Named.NOTHING;
  }

  private static String report(Turn turn) {
    boolean report = turn.mode == Mode.REPORT || turn.mode == Mode.REPORT_AT_HEADER;
    String text = report && turn.scroll != null ? turn.scroll.read(turn.drawer) : null;
    return text == null ? "" : text;
  }
}
