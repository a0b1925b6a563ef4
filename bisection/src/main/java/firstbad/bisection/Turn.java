package firstbad.bisection;

import firstbad.bisection.Archive.Piece;
import firstbad.bisection.trust.Assessor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One input being read: the parts of the bisection as they are so far, and what came to light. An
 * entry tells a turn what it means; the turn replaces the parts that change and no others. Lives
 * for one input and is never shared. What takes more than a few statements has a file of its own:
 * {@link Closing}, {@link Counting}, {@link Filing}, {@link Pasting}, {@link Head} and {@link
 * Accusation}.
 */
final class Turn {
  final String id;
  final long at;
  final Drawer drawer;
  final Assessor assessor;
  Position position;
  Mode mode;
  Start start;
  Search search;
  Judge judge;
  @Nullable Block block;
  @Nullable Scroll scroll;
  Titles titles;
  Ending ending;
  Conclusion conclusion;
  Trial trial;
  Life life;
  private List<Finding> findings = List.of();
  private boolean headDue;

  /** Whether a line is being read, and not the end or a silence. */
  private final boolean reading;

  Turn(OpenBisection before, Archive archive, Assessor assessor, long at, boolean reading) {
    this.assessor = assessor;
    this.id = before.id();
    this.at = at;
    this.reading = reading;
    this.drawer = new Drawer(archive);
    this.position = before.position();
    this.mode = before.mode();
    this.start = before.start();
    this.search = before.search();
    this.judge = before.judge();
    this.block = before.block();
    this.scroll = before.scroll();
    this.titles = before.titles();
    this.ending = before.ending();
    this.conclusion = before.conclusion();
    this.trial = before.trial();
    this.life = before.life();
  }

  /** Ends the turn: the head follows its other findings, then the archive is written. */
  Advance end(Advance.Receipt receipt) {
    if (headDue) {
      life = life.head();
      findings.add(new Finding.HeadChanged(Head.of(this)));
    }
    OpenBisection next =
        new OpenBisection(
            id,
            position,
            mode,
            start,
            search,
            judge,
            block,
            scroll,
            titles,
            ending,
            conclusion,
            trial,
            life);
    drawer.close();
    return new Advance(next, receipt, findings);
  }

  void found(Finding finding) {
    if (findings.isEmpty()) {
      findings = new ArrayList<>(4);
    }
    findings.add(finding);
  }

  /** The head changed; it is shown once, after everything else. */
  void changesHead() {
    headDue = true;
    if (findings.isEmpty()) {
      findings = new ArrayList<>(1);
    }
  }

  void raise(Alert.Kind kind, Alert.Severity severity, String message) {
    Block.Opening within = block != null && kind == Alert.Kind.CONFLICT ? block.opening() : null;
    found(
        new Finding.Raised(
            new Alert(
                id,
                kind,
                severity,
                within == null ? null : Integer.valueOf(within.ordinal()),
                within == null ? null : within.commit(),
                position.highest(),
                message,
                at)));
  }

  /** Number of the line before the one that is being read; the newest one at the end of a log. */
  long lineBefore() {
    return reading ? position.highest() - 1 : position.highest();
  }

  void cut(Cut what) {
    life = life.cut(what);
  }

  /** The text within the cap of titles. */
  String title(String text) {
    String bounded = Utf8.cut(text, Caps.TITLE_BYTES);
    if (bounded.length() < text.length()) {
      cut(Cut.TITLE);
    }
    return bounded;
  }

  void proves(Era era) {
    judge = judge.proved(era);
  }

  /** A header: of this bisection, or of another one that does not belong here. */
  void searches(Kind kind, String from) {
    if (start.requested() != null) {
      secondHeader();
      return;
    }
    start = start.searching(kind, from);
    search = search.in(Phase.REPRODUCTION);
  }

  void secondHeader() {
    if (!life.secondHeader()) {
      life = life.secondHeaderRaised();
      raise(
          Alert.Kind.CONFLICT,
          Alert.Severity.HIGH,
          "Line "
              + position.highest()
              + " starts a second bisection in the log of this one: give each its own id.");
    }
  }

  /** What the next revision is for; lines until it opens say why it could not be prepared. */
  void announces(Role role, @Nullable String commit, @Nullable String words) {
    String bounded = words == null ? null : Utf8.cut(words, 200);
    search = search.announcing(new Search.Next(role, commit, bounded));
    prepares();
  }

  void prepares() {
    mode = Mode.PREPARATION;
    scroll = null;
  }

  void opens(String commit) {
    closes();
    scroll = null;
    mode = Mode.BUILD;
    block = opening(commit);
    new Closing(this).opened(block);
  }

  /** The next revision, with all that was announced about it. */
  Block opening(String commit) {
    Search.Next next = search.next();
    Search.Candidate chosen = search.candidate();
    if (chosen != null && !chosen.commit().equals(commit)) {
      chosen = null;
    }
    Role role = next == null ? role(commit, chosen != null) : next.role();
    boolean step = role == Role.STEP;
    if (role == Role.ORIGINAL) {
      start = start.from(commit, null);
    }
    judge = judge.opening();
    search = search.announcing(null);
    if (step) {
      search = search.choosing(null);
    } else if (role == Role.RELEASE && next != null && next.words() != null) {
      search = search.probed(next.words(), commit);
    }
    return Block.open(
        new Block.Opening(
            judge.opened(),
            commit,
            chosen == null ? null : chosen.title(),
            role,
            next == null ? null : next.words(),
            step && chosen != null ? chosen.left() : null,
            position.highest(),
            at,
            drawer.get("commit/" + commit) instanceof Piece.Met met ? met : null));
  }

  private Role role(String commit, boolean chosen) {
    if (search.phase() == Phase.CONCLUDED) {
      return Role.PARENT;
    }
    if (search.phase() == Phase.GIT) {
      return chosen || start.kind() != Kind.FIX ? Role.STEP : Role.MERGE_BASE;
    }
    if (judge.opened() == 0) {
      return Role.ORIGINAL;
    }
    return search.phase() == Phase.CONFIG || commit.equals(start.commit())
        ? Role.CONFIG
        : Role.UNKNOWN;
  }

  void amends(java.util.function.UnaryOperator<Block> change) {
    if (block != null) {
      block = change.apply(block);
    }
  }

  /** So many runs of the open revision had this outcome. */
  void ran(RunOutcome outcome, String text, boolean all) {
    if (block == null) {
      return;
    }
    mode = Mode.RUNS;
    new Counting(this).ran(block, outcome, text, all ? judge.intendedRuns() : 1, all);
  }

  /** The open revision was not built or not tested; what follows says more. */
  void fails(String text) {
    scroll = Scroll.error().with(text, drawer);
    mode = Mode.FAILURE;
    amends(Block::failed);
  }

  /** The open revision is over, and the search goes on: what that says of it is known. */
  void closes() {
    if (block != null && block.hasRuns() && block.is(Role.ORIGINAL)) {
      new Closing(this).closed(block, Verdict.BAD);
    } else if (block != null && block.is(Role.RELEASE)) {
      new Closing(this).passed(block);
    } else if (block != null) {
      new Closing(this).closed(block, null);
    }
    mode = Mode.LOG;
  }

  /** The open revision is over, and the log says what it was; null when it does not. */
  void closes(@Nullable Verdict logged) {
    if (block != null) {
      new Closing(this).closed(block, logged);
    }
    if (!mode.toTheEnd()) {
      mode = Mode.LOG;
    }
  }

  /** Git was told about a commit: the verdict of its revision, which may have had no test. */
  void told(GitWord word, String commit) {
    Verdict verdict = word.verdict(start.kind());
    if (block != null && block.opening().commit().equals(commit)) {
      closes(verdict);
    } else {
      Scroll failure = mode == Mode.PREPARATION && block == null ? scroll : null;
      closes();
      search = search.announcing(new Search.Next(Role.STEP, commit, null));
      new Closing(this).decided(commit, failure, verdict);
    }
    search = search.narrowed(word, commit).choosing(null);
    mode = Mode.GIT;
  }

  void ends(Outcome outcome, String text, @Nullable String commit, @Nullable String title) {
    ending =
        ending.sentence(
            new Ending.Sentence(
                outcome,
                Utf8.cut(text, 2 * Caps.TITLE_BYTES),
                commit,
                title == null ? null : title(title),
                at,
                position.highest()));
  }
}
