package firstbad.bisection;

import firstbad.bisection.Archive.Piece;
import firstbad.bisection.trust.Weighed;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The life of one revision: it opens, and it closes with a verdict. */
final class Closing {
  private final Turn turn;
  private final Counting counting;

  Closing(Turn turn) {
    this.turn = turn;
    counting = new Counting(turn);
  }

  /** A revision opens. */
  void opened(Block block) {
    counting.opened(block);
    shows(block, Ruling.NONE, List.of(), null);
  }

  /** Closes the open revision; {@code logged} is what the log says of it, or null. */
  void closed(Block open, @Nullable Verdict logged) {
    closes(counting.corrected(open), logged, true);
  }

  /** Closes a release that the search passed over: it was not good, whatever its runs say. */
  void passed(Block open) {
    Block block = counting.corrected(open);
    closes(block, derived(block) == Verdict.GOOD ? Verdict.SKIP : null, true);
  }

  /** A step that was decided without a block: its test could not be prepared, or was not needed. */
  void decided(String commit, @Nullable Scroll failure, Verdict verdict) {
    boolean failed = failure != null && !failure.isEmpty();
    Block block = turn.opening(commit);
    if (failed) {
      block = block.failed();
      turn.scroll = failure;
      opened(block);
    } else {
      shows(block, Ruling.NONE, List.of(), null);
    }
    closes(block, verdict, failed);
  }

  private void closes(Block block, @Nullable Verdict logged, boolean tested) {
    Ruling ruling = ruling(block, logged);
    List<TitleCount> crashes = Head.counts(block.runs().crashes(), turn);
    Weighed weighed = Trial.weighed(turn, block, ruling.verdict, crashes);
    shows(block, ruling, crashes, weighed);
    Trial.tell(turn, block, weighed);
    if (tested) {
      keeps(block, ruling.verdict);
      turn.judge = turn.judge.closed(block, ruling.verdict);
      knowsBug(block);
    }
    if (block.is(Role.RELEASE) && ruling.verdict == Verdict.BAD) {
      turn.search = turn.search.releaseCrashed();
    }
    turn.block = null;
    turn.scroll = null;
  }

  /** A verdict, where it comes from, and what the rule of the era says. */
  private record Ruling(
      boolean open,
      Verdict verdict,
      VerdictSource source,
      Verdict derived,
      @Nullable String disagreement) {

    /** The revision is open. */
    static final Ruling NONE =
        new Ruling(true, Verdict.UNKNOWN, VerdictSource.UNKNOWN, Verdict.UNKNOWN, null);
  }

  private Ruling ruling(Block block, @Nullable Verdict logged) {
    Verdict derived = derived(block);
    Verdict said = logged == null ? remarked(block) : logged;
    if (said == null) {
      boolean none = derived == Verdict.UNKNOWN;
      return new Ruling(
          false, derived, none ? VerdictSource.UNKNOWN : VerdictSource.DERIVED, derived, null);
    }
    boolean agree = said == derived || derived == Verdict.UNKNOWN;
    return new Ruling(
        false,
        said,
        VerdictSource.LOGGED,
        derived,
        agree ? null : disagreement(block, said, derived));
  }

  private Verdict derived(Block block) {
    if (block.hasRuns()) {
      return turn.judge.derived(block.runs());
    }
    return block.build().failed() && !block.is(Role.PARENT) ? Verdict.SKIP : Verdict.UNKNOWN;
  }

  private static @Nullable Verdict remarked(Block block) {
    if (block.remarks().undecided()) {
      return Verdict.SKIP;
    }
    return block.remarks().falseNegative() == null ? null : Verdict.GOOD;
  }

  private String disagreement(Block block, Verdict said, Verdict derived) {
    Runs runs = block.runs();
    return "The log says "
        + said.name().toLowerCase(java.util.Locale.ROOT)
        + "; the rule of "
        + turn.judge.era().from()
        + " gives "
        + derived.name().toLowerCase(java.util.Locale.ROOT)
        + " for "
        + runs.ok()
        + " OK and "
        + runs.crashed()
        + " crashed of "
        + runs.total()
        + " runs.";
  }

  /** What later lines may ask for: by ordinal, by commit, by signature. */
  private void keeps(Block block, Verdict verdict) {
    Block.Opening opening = block.opening();
    if (!block.hasRuns()) {
      if (opening.role() != Role.PARENT && opening.met() == null) {
        turn.drawer.put(
            "commit/" + opening.commit(), new Piece.Met(TitleSet.EMPTY, TitleSet.EMPTY, 0));
      }
      return;
    }
    TitleSet titles = opening.met() == null ? TitleSet.EMPTY : opening.met().titles();
    TitleSet types = opening.met() == null ? TitleSet.EMPTY : opening.met().types();
    for (int number : block.runs().crashes().titles()) {
      titles = titles.with(number);
      types = types.with(turn.titles.get(number, turn.drawer).kin());
    }
    Piece.Met met = new Piece.Met(titles, types, opening.ordinal());
    turn.drawer.put("commit/" + opening.commit(), met);
    String signature = block.build().signature();
    if (signature != null) {
      turn.drawer.put("signature/" + signature, met);
    }
    turn.drawer.put(
        "revision/" + opening.ordinal(),
        new Piece.Tested(
            opening.ordinal(),
            opening.commit(),
            verdict,
            block.runs().told(),
            block.runs().crashes()));
  }

  /** The first revision that crashed has the bug. */
  private void knowsBug(Block block) {
    Tallies crashes = block.runs().crashes();
    if (!turn.judge.known().own().isEmpty() || crashes.size() == 0) {
      return;
    }
    TitleSet own = TitleSet.EMPTY;
    for (int number : crashes.titles()) {
      own = own.with(number);
    }
    List<TitleCount> frequent = Head.counts(crashes, turn);
    int shown = Math.min(frequent.size(), Head.BUG_TITLES);
    if (shown < frequent.size()) {
      turn.cut(Cut.BUG_TITLES);
    }
    Tallies bug = shown == crashes.size() ? crashes : Tallies.NONE;
    for (int i = 0; i < shown && shown < crashes.size(); i++) {
      Titles.Title title = turn.titles.find(frequent.get(i).title(), turn.drawer);
      bug = bug.plus(title == null ? Titles.OTHER : title.number(), frequent.get(i).runs());
    }
    turn.judge = turn.judge.knowing(own, bug);
  }

  private void shows(
      Block block, Ruling ruling, List<TitleCount> crashes, @Nullable Weighed weighed) {
    turn.changesHead();
    Block.Opening opening = block.opening();
    if (opening.ordinal() > Caps.REVISIONS) {
      turn.cut(Cut.REVISIONS);
      return;
    }
    boolean open = ruling.open;
    Scroll failure = block.build().failed() && !open ? turn.scroll : null;
    if (failure != null && failure.cut()) {
      turn.cut(Cut.ERROR);
    }
    turn.found(
        new Finding.RevisionChanged(
            new Revision(
                turn.id,
                opening.ordinal(),
                open ? 1 : 2,
                open,
                block.hasRuns() || block.build().failed(),
                opening.commit(),
                opening.title(),
                opening.role(),
                opening.role() == Role.RELEASE ? opening.words() : null,
                opening.role() == Role.CONFIG ? opening.words() : null,
                block.build().compiler(),
                block.build().signature(),
                opening.left() == null ? null : opening.left().revisions(),
                opening.left() == null ? null : opening.left().steps(),
                opening.line(),
                open ? null : Long.valueOf(Math.max(opening.line(), turn.lineBefore())),
                block.runs().counts(),
                crashes,
                block.remarks().representative(),
                block.remarks().types(),
                ruling.verdict,
                ruling.source,
                ruling.derived,
                ruling.disagreement,
                failure == null ? null : failure.read(turn.drawer),
                block.remarks().falseNegative(),
                weighed == null ? null : weighed.lost(),
                weighed == null ? null : weighed.judgement().probability(),
                weighed == null ? null : weighed.judgement().supported(),
                opening.at(),
                open ? null : Long.valueOf(turn.at))));
  }
}
