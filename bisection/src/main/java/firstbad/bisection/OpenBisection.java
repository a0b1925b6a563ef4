package firstbad.bisection;

import firstbad.bisection.trust.Assessor;
import firstbad.bisection.trust.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A bisection while it runs: what a later line needs and nothing more. A tree of records, enums,
 * strings, numbers and lists, so that any codec can keep it; at most 8 KiB when encoded. Its parts
 * are nobody else's business: what they mean comes out as findings.
 *
 * @param id the key under which its lines come
 * @param mode what the next line is expected to be
 * @param block the revision that is open
 * @param scroll the text that is being taken down
 */
public record OpenBisection(
    String id,
    Position position,
    Mode mode,
    Start start,
    Search search,
    Judge judge,
    @Nullable Block block,
    @Nullable Scroll scroll,
    Titles titles,
    Ending ending,
    Conclusion conclusion,
    Trial trial,
    Life life) {

  static final Assessor SHIPPED = new Assessor(Parameters.shipped());

  /** A bisection of which nothing is known yet. */
  public static OpenBisection of(String id) {
    return new OpenBisection(
        id,
        Position.BEFORE,
        Mode.LOG,
        Start.NONE,
        Search.NONE,
        Judge.NONE,
        null,
        null,
        Titles.NONE,
        Ending.NONE,
        Conclusion.NONE,
        Trial.NONE,
        Life.NEW);
  }

  /** Reads one input, judging with the parameters that firstbad ships. */
  public Advance read(Input input, Archive archive) {
    return read(input, archive, SHIPPED);
  }

  /**
   * Reads one input. Neither this bisection nor anything reachable from it changes; only the
   * archive is written, and only when nothing can fail any more.
   */
  public Advance read(Input input, Archive archive, Assessor assessor) {
    if (input instanceof Input.Line line) {
      return read(line, archive, assessor);
    }
    return input instanceof Input.End end
        ? read(end, archive, assessor)
        : read((Input.Silent) input, archive, assessor);
  }

  private Advance read(Input.Line line, Archive archive, Assessor assessor) {
    String text = line.text();
    boolean cut = text.length() > Caps.LINE_BYTES / 3 && Utf8.length(text) > Caps.LINE_BYTES;
    if (cut) {
      text = Utf8.cut(text, Caps.LINE_BYTES);
    }
    Advance.Receipt receipt = position.receipt(line.number(), text);
    if (receipt == Advance.Receipt.APPLIED
        && line.number() > Position.OPENING
        && !ended()
        && !cut
        && line.labels().isEmpty()) {
      return mode.toTheEnd()
          ? report(line, text, archive, assessor)
          : apply(line, text, archive, assessor);
    }
    Turn turn = new Turn(this, archive, assessor, line.at(), true);
    if (receipt != Advance.Receipt.APPLIED) {
      return refused(turn, receipt, line.labels());
    }
    if (position.read() == 0) {
      turn.start = start.observed(line.at());
    }
    turn.position = position.after(line.number(), text, line.at());
    if (cut) {
      turn.cut(Cut.LINE);
    }
    new Filing(turn).labels(line.labels());
    if (ended()) {
      turn.life = turn.life.revived();
      turn.changesHead();
    }
    if (mode.toTheEnd()) {
      new Pasting(turn).line(text);
    } else if (!text.isBlank()) {
      apply(text, mode.claims(text) ? null : Grammar.read(text), turn);
    }
    return turn.end(receipt);
  }

  /** The next line in order, as nearly all are. Half of them are text that changes nothing. */
  private Advance apply(Input.Line line, String text, Archive archive, Assessor assessor) {
    Position after = position.after(line.number(), text, line.at());
    boolean blank = text.isBlank();
    Entry entry = blank || mode.claims(text) ? null : Grammar.read(text);
    if (entry == null && (blank ? !endsGitChunk() : mode.ignores(text))) {
      return new Advance(at(after, scroll), Advance.Receipt.APPLIED, List.of());
    }
    Turn turn = new Turn(this, archive, assessor, line.at(), true);
    turn.position = after;
    if (blank) {
      turn.proves(Era.FLAGGED);
    } else {
      apply(text, entry, turn);
    }
    return turn.end(Advance.Receipt.APPLIED);
  }

  /** One more line of a text that goes to the end of the log; it seldom does more than grow. */
  private Advance report(Input.Line line, String text, Archive archive, Assessor assessor) {
    Position after = position.after(line.number(), text, line.at());
    if (mode == Mode.REPORT && scroll != null && !text.startsWith("bisecting ")) {
      Scroll grown = scroll.grown(text);
      if (grown != null) {
        return new Advance(at(after, grown), Advance.Receipt.APPLIED, List.of());
      }
    }
    Turn turn = new Turn(this, archive, assessor, line.at(), true);
    turn.position = after;
    new Pasting(turn).line(text);
    return turn.end(Advance.Receipt.APPLIED);
  }

  private OpenBisection at(Position now, @Nullable Scroll text) {
    return new OpenBisection(
        id, now, mode, start, search, judge, block, text, titles, ending, conclusion, trial, life);
  }

  /** A chunk of git's output is followed by a blank line since December 2020. */
  private boolean endsGitChunk() {
    return mode == Mode.PREPARATION
        && search.candidate() != null
        && judge.era().compareTo(Era.FLAGGED) < 0;
  }

  private void apply(String text, @Nullable Entry entry, Turn turn) {
    if (entry != null && entry.fits(turn)) {
      entry.tell(turn);
    } else if (entry == null && mode.claims(text)) {
      turn.conclusion = conclusion.described(text, turn.drawer);
    } else {
      new Pasting(turn).line(text);
    }
  }

  private Advance refused(Turn turn, Advance.Receipt receipt, Map<String, String> labels) {
    turn.position = position.count(receipt);
    if (receipt == Advance.Receipt.CONFLICT) {
      if (!position.oddities().conflictRaised()) {
        turn.raise(
            Alert.Kind.CONFLICT,
            Alert.Severity.HIGH,
            "Two logs come under the id "
                + id
                + ": a line contradicts one that was read under the same number. Give each log its"
                + " own id.");
      }
    } else {
      new Filing(turn).labels(labels);
    }
    return turn.end(receipt);
  }

  private Advance read(Input.End end, Archive archive, Assessor assessor) {
    Turn turn = new Turn(this, archive, assessor, end.at(), false);
    boolean repeated = life.endedBy() == EndedBy.END_OF_LOG && end.number() == life.endNumber();
    if (repeated || end.number() <= position.highest()) {
      return refused(turn, Advance.Receipt.DUPLICATE, end.labels());
    }
    if (position.read() == 0) {
      turn.start = start.observed(end.at());
    }
    turn.position = position.atEnd(end.number());
    new Filing(turn).labels(end.labels());
    finish(turn, EndedBy.END_OF_LOG, end.number());
    return turn.end(Advance.Receipt.APPLIED);
  }

  private Advance read(Input.Silent silent, Archive archive, Assessor assessor) {
    Turn turn = new Turn(this, archive, assessor, silent.at(), false);
    if (!awaited().contains(silent.kind())) {
      return turn.end(Advance.Receipt.DUPLICATE);
    }
    if (silent.kind() == Input.Silence.STALLED) {
      turn.life = turn.life.stalledRaised();
      turn.raise(
          Alert.Kind.STALLED,
          Alert.Severity.MIDDLE,
          "Nothing has come since line "
              + position.highest()
              + ": look whether the bisection still runs and its log is still sent.");
    } else {
      finish(turn, EndedBy.SILENCE, life.endNumber());
    }
    return turn.end(Advance.Receipt.APPLIED);
  }

  private static void finish(Turn turn, EndedBy endedBy, long endNumber) {
    // After silence the revision stays open, since more of it may come.
    if (turn.block != null && endedBy == EndedBy.END_OF_LOG) {
      turn.closes((Verdict) null);
    }
    turn.life = turn.life.ended(endedBy, turn.at, endNumber);
    Assessment assessment = Trial.settled(turn);
    turn.found(new Finding.Judged(assessment));
    Ending.Sentence sentence = turn.ending.sentence();
    if (!turn.life.named() && sentence != null && sentence.commit() != null) {
      turn.life = turn.life.culpritNamed();
      turn.found(
          new Finding.CulpritNamed(
              new Accusation(turn, sentence, sentence.commit()).culprit(endedBy, assessment)));
    }
    Naming.tell(turn, assessment.level());
    turn.changesHead();
  }

  /** The silences that would change something, shortest first; empty once it has ended. */
  public List<Input.Silence> awaited() {
    if (ended() || position.read() == 0) {
      return List.of();
    }
    List<Input.Silence> awaited = new ArrayList<>(3);
    if (ending.trailer() != null && ending.sentence() != null) {
      awaited.add(Input.Silence.SETTLED);
    }
    if (!life.stalled()) {
      awaited.add(Input.Silence.STALLED);
    }
    awaited.add(Input.Silence.BROKEN_OFF);
    return awaited;
  }

  /** Whether it has an outcome other than RUNNING. A later line may revive it. */
  public boolean ended() {
    return life.endedBy() != null;
  }
}
