package firstbad.bisection.grammar;

import firstbad.bisection.finding.Kind;
import firstbad.bisection.grammar.Template.Captures;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Every line that a bisection log has had since 2018, as one table: the shape, and what it means. A
 * new kind of line is a row here and a record beside it. Fields: {@link Template.Field}. (Long,
 * since the grammar is worth reading in one piece.)
 */
public final class Grammar {

  private static final Era ANY = Era.SEARCHING;

  private static final List<Row> ROWS =
      List.of(
          // The block of a tested revision (5), most frequent first.
          row("run #{int}: {text}", line -> RevisionEntry.Ran.in(line, 1, line.integer(0))),
          row("all runs: {text}", line -> RevisionEntry.Ran.in(line, 0, RevisionEntry.Ran.ALL)),
          row("try #{int}: {text}", line -> RevisionEntry.Ran.in(line, 1, line.integer(0))),
          row("testing commit {hash} with {text}", RevisionEntry.Opened::with),
          row(
              "testing commit {hash}",
              line -> new RevisionEntry.Opened(line.text(0), null, Era.TWENTY)),
          row(
              "testing commit {hash} {word}",
              line -> new RevisionEntry.Opened(line.text(0), line.text(1), Era.HOSTED)),
          row("compiler: {text}", line -> new RevisionEntry.Compiler(line.text(0))),
          row("kernel signature: {hex}", line -> new RevisionEntry.Signature(line.text(0))),
          row(
              "representative crash: {text}, types: [{text}]",
              line -> RevisionEntry.Representative.of(line.text(0), line.text(1))),
          row(
              "unable to determine the verdict: {text}",
              line -> RevisionEntry.Undecided.in(line.text(0))),
          row(
              "too many neither good nor bad results, skipping this commit",
              line -> new RevisionEntry.Misplaced()),
          row(
              "failed building {hash}: {text}",
              line -> new RevisionEntry.NotBuilt(line.text(0), line.text(1))),
          row(
              "kernel build failed: {text}",
              line -> new RevisionEntry.NotTested(line.text(0), true)),
          row("failed: {text}", line -> new RevisionEntry.NotTested(line.text(0), false)),
          row("Killed: {text}", line -> new RevisionEntry.NotTested(line.line(), true)),
          row(
              "failed testing reproducer on {hash}",
              line -> new RevisionEntry.NotReproducible(line.line(), Era.REWORDED)),
          row(
              "failed testing reproducer on {hash}: {text}",
              line -> new RevisionEntry.NotReproducible(line.text(1), Era.REWORDED)),
          row(
              "repro testing failure: {text}",
              line -> new RevisionEntry.NotReproducible(line.text(0), Era.ABORTING)),
          row(
              "false negative chance: {word}",
              line -> RevisionEntry.FalseNegative.of(line.text(0))),
          row("reproducer seems to be flaky", line -> new RevisionEntry.SeemsFlaky()),

          // The header (4).
          row(
              "bisecting cause commit starting from {word}",
              line -> searching(Kind.CAUSE, line, Era.BISECTING)),
          row(
              "bisecting fixing commit since {word}",
              line -> searching(Kind.FIX, line, Era.BISECTING)),
          row(
              "searching for guilty commit starting from {word}",
              line -> searching(Kind.CAUSE, line, Era.SEARCHING)),
          row(
              "searching for fixing commit since {word}",
              line -> searching(Kind.FIX, line, Era.SEARCHING)),
          row("building syzkaller on {word}", line -> HeaderEntry.Fuzzer.of(line.text(0))),
          row(
              "fetch other tags and check if the commit is present",
              line -> new HeaderEntry.Fetching()),
          row("fetch failed with {text}", line -> new HeaderEntry.FetchFailed()),
          row(
              "ensuring issue is reproducible on original commit {word}",
              line -> new HeaderEntry.Reproducing(line.text(0))),
          row(
              "rewritten commit {word} reidentified by title '{text}'",
              line -> new HeaderEntry.Reidentified(line.text(0), line.text(1))),

          // The configuration: in all generations, by script, by halves, by chunks,
          // without instrumentation.
          row("# configuration already minimized", line -> new ConfigEntry.Progress(ANY)),
          row(
              "config minimization failed due to bad Kconfig {text}",
              line -> new ConfigEntry.Failed()),
          row("proceeding with the original config", line -> new ConfigEntry.Progress(ANY)),
          row("# start config bisection", line -> new ConfigEntry.Script()),
          row("# config-bisect.pl {text}", line -> new ConfigEntry.Script()),
          row("# config_bisect.pl finished{text}", line -> new ConfigEntry.Progress(ANY)),
          row("# found config option changes [{text}]", line -> new ConfigEntry.Progress(ANY)),
          row("# using {text} as config bisect directory", line -> new ConfigEntry.Progress(ANY)),
          row("crash reproduces with baseline config", line -> new ConfigEntry.Adopted(ANY)),
          row(
              "unable to test using baseline config, keep original config",
              line -> new ConfigEntry.Progress(ANY)),
          row(
              "testing with generated minimized config doesn't reproduce the crash",
              line -> new ConfigEntry.Progress(ANY)),
          row(
              "# testing with generated minimized config doesn't reproduce the crash",
              line -> new ConfigEntry.Progress(ANY)),
          row("testing baseline config failed{text}", line -> new ConfigEntry.Failed()),
          row("minimizing config failed{text}", line -> new ConfigEntry.Failed()),
          row("Minimizing config failed{text}", line -> new ConfigEntry.Failed()),
          // The baseline is tested next.
          row(
              "kconfig minimization: base={int} full={int} diff={int}",
              line -> new ConfigEntry.Trying(line.line(), ANY)),
          row("base config crashes", line -> new ConfigEntry.Adopted(ANY)),
          row("trying half: [{text}]", line -> new ConfigEntry.Trying(line.line(), ANY)),
          row("half crashed", line -> new ConfigEntry.Adopted(ANY)),
          row("both halves did not crash", line -> new ConfigEntry.Progress(ANY)),
          row("resulting configs: {text}", line -> new ConfigEntry.Progress(ANY)),
          row("only full config crashes", line -> new ConfigEntry.Progress(ANY)),
          row(
              "kconfig minimization: base={int} full={int} leaves diff={int}",
              line -> new ConfigEntry.Progress(Era.TWICE)),
          row("split chunks (needed={word}): {text}", line -> new ConfigEntry.Progress(Era.TWICE)),
          row(
              "split chunk #{int} of len {int} into {int} parts",
              line -> new ConfigEntry.Progress(Era.TWICE)),
          row("no way to further split the chunk", line -> new ConfigEntry.Progress(Era.TWICE)),
          row(
              "testing without sub-chunk {int}/{int}",
              line -> new ConfigEntry.Trying(line.line(), Era.TWICE)),
          row("the chunk can be dropped", line -> new ConfigEntry.Adopted(Era.TWICE)),
          row(
              "no need to test this chunk, it's definitely needed",
              line -> new ConfigEntry.Progress(Era.TWICE)),
          row(
              "we have reached the limit on predicate runs ({int}); pretend it returns false",
              line -> new ConfigEntry.Progress(Era.TWICE)),
          row(
              "minimized to {int} configs; suspects: [{text}]",
              line -> new ConfigEntry.Progress(Era.TWICE)),
          row(
              "check whether we can drop unnecessary instrumentation",
              line -> new ConfigEntry.Progress(Era.WEIGHED)),
          row(
              "disabling configs for [{text}], they are not needed",
              line -> new ConfigEntry.Disabling(line.line())),
          row(
              "there was nothing we could disable; skip",
              line -> new ConfigEntry.Progress(Era.WEIGHED)),
          row(
              "the bug reproduces without the instrumentation",
              line -> new ConfigEntry.Adopted(Era.WEIGHED)),

          // The other end of the range (7).
          row("testing release {text}", line -> new RangeEntry.Probing(line.text(0))),
          row("picked [{text}] out of {text} release tags", line -> new RangeEntry.Remark()),
          row("testing current HEAD {hash}", line -> new RangeEntry.HeadTest(line.text(0))),
          row(
              "determining the merge base between {word} and {word}",
              line -> new RangeEntry.Remark()),
          row("expected 1 merge base, got {int}", line -> new RangeEntry.Remark()),
          row(
              "{hash}/{text} is a merge base",
              line -> new RangeEntry.MergeBase(line.text(0), false)),
          row(
              "{hash}/{text} is a merge base, check if it has the bug",
              line -> new RangeEntry.MergeBase(line.text(0), true)),
          row(
              "reproducer does not crash the merge base, so there's no known bad commit",
              line -> new RangeEntry.MergeBaseClean()),
          row(
              "crash still not fixed/happens on the oldest tested release",
              line -> new RangeEntry.StillCrashes()),
          row("HEAD had kernel build, boot or test errors", line -> new RangeEntry.HeadBroken()),

          // Git: the echo, then its own words (8).
          row(
              "# git bisect start {word} {word}",
              line -> new GitEntry.Started(line.text(0), line.text(1))),
          row("# git bisect good {hash}", line -> new GitEntry.Marked(GitWord.GOOD, line.text(0))),
          row("# git bisect bad {hash}", line -> new GitEntry.Marked(GitWord.BAD, line.text(0))),
          row("# git bisect skip {hash}", line -> new GitEntry.Marked(GitWord.SKIP, line.text(0))),
          row(
              "Bisecting: {int} revisions left to test after this (roughly {int} step{word})",
              Grammar::left),
          row(
              "Bisecting: {int} revision left to test after this (roughly {int} step{word})",
              Grammar::left),
          row(GitEntry.MergeBaseFirst.LINE, line -> new GitEntry.MergeBaseFirst()),
          row("[{hash}] {text}", line -> new GitEntry.Chosen(line.text(0), line.text(1))),
          row("{hash} is the first bad commit", line -> new GitEntry.Concluded(line.text(0))),
          row("{hash}", line -> new GitEntry.Candidate(line.text(0))),
          row("The first bad commit could be any of:", line -> new GitEntry.CouldBeAnyOf(null)),
          row("There are only 'skip'ped commits left to test.", line -> new GitEntry.Remark()),
          row("We cannot bisect more!", line -> new GitEntry.Remark()),
          row("The merge base {word} is bad.", line -> new GitEntry.GaveUp()),
          row("This means the bug has been fixed between {text}", line -> new GitEntry.Remark()),
          row("warning: {text}", line -> new GitEntry.Remark()),
          row("hint: {text}", line -> new GitEntry.Remark()),
          row("Auto packing the repository {text}", line -> new GitEntry.Remark()),
          row("See \"git help gc\" for manual housekeeping.", line -> new GitEntry.Remark()),
          row("M\t{text}", line -> new GitEntry.Remark()),
          row("So we cannot be sure the first bad commit {text}", line -> new GitEntry.Remark()),
          row("We continue anyway.", line -> new GitEntry.Remark()),
          row("Some good revs are not ancestors of the bad rev.", line -> new GitEntry.GaveUp()),
          row("git bisect cannot work properly in this case.", line -> new GitEntry.Remark()),
          row("Maybe you {text}?", line -> new GitEntry.Remark()),
          row("{hash} was both good and bad", line -> new GitEntry.GaveUp()),
          row("No testable commit found.", line -> new GitEntry.GaveUp()),
          row("Previous HEAD position was {text}", line -> new GitEntry.Remark()),
          row("HEAD is now at {text}", line -> new GitEntry.Remark()),
          row("Switched to branch '{text}'", line -> new GitEntry.Remark()),
          row("Already on '{text}'", line -> new GitEntry.Remark()),
          row("Note: checking out '{text}'.", line -> new GitEntry.Advice()),
          row("Note: switching to '{text}'.", line -> new GitEntry.Advice()),
          row("Checking out files: {text}", line -> new GitEntry.Remark()),
          row("Updating files: {text}", line -> new GitEntry.Remark()),
          row("status: waiting for {text}", line -> new GitEntry.Remark()),

          // Git alone: git bisect log, git bisect run, and kci-dev, which calls them.
          row("git bisect start{text}", line -> GitArguments.start(line.text(0))),
          row("git bisect {word} {text}", line -> GitArguments.told(line.text(0), line.text(1))),
          row("git bisect {word}", line -> GitArguments.told(line.text(0), "")),
          row("# status: waiting for {text}", line -> new GitLogEntry.Status()),
          row(
              "# testing the bad commit first: [{hash}] {text}",
              line -> new GitLogEntry.TestingBad(line.text(0), line.text(1))),
          row(
              "# first {word} commit: [{hash}] {text}",
              line -> new GitLogEntry.First(line.text(1), line.text(2))),
          row(
              "# possible first {word} commit: [{hash}] {text}",
              line -> new GitLogEntry.Possible(line.text(1))),
          row("# only skipped commits left to test", line -> new GitLogEntry.OnlySkipped()),
          row(
              "# {word}: [{hash}] {text}",
              line ->
                  new GitLogEntry.Noted(
                      GitArguments.term(line.text(0)), line.text(1), line.text(2))),
          row("running {text}", Grammar::running),
          row(
              "{hash} is the first {word} commit",
              line -> new GitLogEntry.First(line.text(0), null)),
          row("The first {word} commit could be any of:", line -> new GitLogEntry.OnlySkipped()),
          row("bisect found first {word} commit", line -> new GitLogEntry.Remark()),
          row("bisect run success", line -> new GitLogEntry.Remark()),
          row("bisect run failed:{text}", line -> new GitLogEntry.Aborted()),
          row("bisect run cannot continue any more", line -> new GitLogEntry.Aborted()),
          row("Initiating bisection...", line -> new GitLogEntry.Prepared()),
          row("Loaded state file", line -> new GitLogEntry.Prepared()),
          row("giturl: {word}", line -> new GitLogEntry.Remark()),
          row("Testing commit: {hash}", line -> new GitLogEntry.Testing(line.text(0))),
          row(
              "Executing git command: git bisect {word}",
              line -> GitArguments.told(line.text(0), "")),
          row("good: {word}", line -> new GitLogEntry.Given("good", line.text(0))),
          row("bad: {word}", line -> new GitLogEntry.Given("bad", line.text(0))),
          row(
              "git command: [b'{hash} is the first bad commit'{text}",
              line -> new GitLogEntry.First(line.text(0), null)),
          row(
              "git command regex failed: [b'{hash} is the first bad commit'{text}",
              line -> new GitLogEntry.First(line.text(0), null)),

          // Before the test of a candidate, in fix bisections (9).
          row(
              "determine whether the revision contains the guilty commit",
              line -> new FixEntry.Asking()),
          row("revision {word} crashed and is reachable", line -> new FixEntry.Contained()),
          row("checking the merge base {word}", line -> new FixEntry.Contained()),
          row("no existing result, test the revision", line -> new FixEntry.TestMergeBase()),
          row(
              "the bug was not introduced yet; pretend that kernel crashed",
              line -> new FixEntry.NotIntroduced()),

          // The end (10).
          row(
              "accumulated error probability: {word}",
              line -> new EndEntry.ErrorProbability(GoTime.decimal(line.text(0)))),
          row("culprit signature: {hex}", line -> new EndEntry.CulpritSignature(line.text(0))),
          row("parent  signature: {hex}", line -> new EndEntry.ParentSignature(line.text(0))),
          row("kernel signature:   {hex}", line -> new EndEntry.CulpritSignature(line.text(0))),
          row("previous signature: {hex}", line -> new EndEntry.ParentSignature(line.text(0))),
          row("failed to detect release: {text}", line -> new EndEntry.Undetected()),
          row("failed to detect noop change: {text}", line -> new EndEntry.Undetected()),
          row(
              "parent commit {word} wasn't tested",
              line -> new EndEntry.ParentNotTested(line.text(0))),
          row("Reproducer flagged being flaky", line -> new EndEntry.Flaky(false, null)),
          row(
              "reproducer is flaky ({word} repro chance estimate)",
              line -> new EndEntry.Flaky(true, GoTime.decimal(line.text(0)))),
          row(
              "revisions tested: {int}, total time: {word} (build: {word}, test: {word})",
              Grammar::trailer),
          row("the crash is still unfixed", Grammar::nothingFoundOrErrors),
          row("the crash still happens on HEAD", Grammar::nothingFound),
          row(
              "crash still not fixed on HEAD or HEAD had kernel test errors",
              Grammar::nothingFoundOrErrors),
          row(
              "crash still not fixed or there were kernel test errors",
              Grammar::nothingFoundOrErrors),
          row("the crash already happened on the oldest tested release", Grammar::nothingFound),
          row(
              "oldest tested release already had the bug or it had kernel test errors",
              Grammar::nothingFoundOrErrors),
          row("commit msg: {text}", line -> new EndEntry.CommitMessage()),
          row(
              "bisection is inconclusive, the first bad commit could be any of:",
              line -> new GitEntry.CouldBeAnyOf(line.line())),
          row(
              "bisection is inconclusive, the first good commit could be any of:",
              line -> new GitEntry.CouldBeAnyOf(line.line())),
          row("first bad commit: {hash} {text}", Grammar::named),
          row("first good commit: {hash} {text}", Grammar::named),
          row(
              "recipients (to): [{text}]",
              line -> new EndEntry.Recipients(line.text(0), "recipients/to")),
          row(
              "recipients (cc): [{text}]",
              line -> new EndEntry.Recipients(line.text(0), "recipients/cc")),
          row("cc: [{text}]", line -> new EndEntry.Recipients(line.text(0), "recipients/cc")),
          row("error: {text}", line -> EndEntry.Failed.of(line.text(0))),
          row("crash: {text}", line -> new EndEntry.Crashed(line.text(0))),

          // Any first character, so last.
          row("{text} starts bisection {text}", Grammar::hosted));

  /** The rows a line can match, by its first characters. */
  private static final RowIndex INDEX = new RowIndex(ROWS);

  private static final char TYPOGRAPHIC = '\u2019';

  /** What a line says, or null when it has none of the log's shapes. */
  public static @Nullable Entry read(String text) {
    String line = Blanks.plain(text);
    if (QuotedPrintable.isCut(line) || OtherEncoding.holds(line) || isOfSeveral(line)) {
      return null;
    }
    for (Row row : INDEX.rows(line)) {
      Entry entry = row.read(line);
      if (entry != null) {
        return entry;
      }
    }
    // A word processor makes other apostrophes.
    return line.indexOf(TYPOGRAPHIC) < 0 ? null : read(line.replace(TYPOGRAPHIC, '\''));
  }

  /**
   * Whether several lines of the log are one, since the text ends some of them in a carriage return
   * alone. Git's progress has such too, and no line of the log behind them.
   */
  public static boolean isOfSeveral(String line) {
    String text = line.indexOf('\r') < 0 ? "" : Blanks.withoutLineEnd(line);
    String last = text.substring(text.lastIndexOf('\r') + 1);
    Entry entry = last.isBlank() || last.length() == text.length() ? null : read(last);
    return entry != null && !(entry instanceof GitEntry.Remark);
  }

  /**
   * A look that costs little: whether a line of a log may begin at this place. One that begins with
   * a host's name is not seen so, nor one with blanks that allow no line break.
   */
  public static boolean mayBegin(String line, int at) {
    return INDEX.mayBegin(line, at);
  }

  /** How far into a line something may stand in front of what the log said. */
  private static final int PREFIX_CHARACTERS = 250;

  /** How the rows begin that yield a run, the opening of a test or what git is told of it. */
  private static final List<String> TEST_STARTS =
      List.of("run #", "all runs: ", "try #", "testing commit ", "# git bisect ");

  /** Whether a line of a test stands in this one, with something in front of it. */
  public static boolean holdsTest(String text) {
    String plain = Blanks.plain(text);
    for (String start : TEST_STARTS) {
      for (int at = plain.indexOf(start, 1);
          at > 0 && at <= PREFIX_CHARACTERS;
          at = plain.indexOf(start, at + 1)) {
        Entry entry = read(plain.substring(at));
        if (entry instanceof RevisionEntry.Ran
            || entry instanceof RevisionEntry.Opened
            || entry instanceof GitEntry.Marked
            || entry instanceof GitEntry.Started) {
          return true;
        }
      }
    }
    return false;
  }

  /** How the rows begin whose text is the log's own. */
  private static final List<String> QUOTING_NOTHING = List.of("git bisect ", "testing release ");

  /**
   * Where the text begins that a line quotes, such as a title or what a tool said; the length of a
   * line that quotes nothing, or is none of the log.
   */
  public static int quotedFrom(String line) {
    if (QUOTING_NOTHING.stream().noneMatch(line::startsWith)) {
      for (Row row : INDEX.rows(line)) {
        if (row.read(line) != null) {
          return row.template().textFrom(line);
        }
      }
    }
    return line.length();
  }

  /** All shapes in the order of the table. */
  public static List<String> shapes() {
    return ROWS.stream().map(row -> row.template().toString()).toList();
  }

  /** The shape of a line, or null when it has none; for tests. */
  public static @Nullable String shapeOf(String line) {
    for (Row row : ROWS) {
      if (row.read(line) != null) {
        return row.template().toString();
      }
    }
    return null;
  }

  private static Row row(String template, Function<Captures, @Nullable Entry> entry) {
    return new Row(Template.of(template), entry);
  }

  private static Entry searching(Kind kind, Captures line, Era era) {
    return new HeaderEntry.Searching(kind, line.text(0), era);
  }

  private static Entry left(Captures line) {
    return new GitEntry.Left(line.integer(0), line.integer(1));
  }

  /** Git quotes the command; before 2.34 it was a path as a rule. */
  private static @Nullable Entry running(Captures line) {
    String command = line.after(0, 0);
    boolean names = command.startsWith("'") || command.startsWith("./") || command.startsWith("/");
    return names ? new GitLogEntry.Running() : null;
  }

  private static Entry nothingFound(Captures line) {
    return new EndEntry.NothingFound(line.line(), false);
  }

  private static Entry nothingFoundOrErrors(Captures line) {
    return new EndEntry.NothingFound(line.line(), true);
  }

  private static Entry named(Captures line) {
    return new EndEntry.Named(line.text(0), line.text(1), line.line());
  }

  private static Entry trailer(Captures line) {
    return new EndEntry.Trailer(
        line.integer(0),
        GoTime.duration(line.text(1)),
        GoTime.duration(line.text(2)),
        GoTime.duration(line.text(3)));
  }

  private static @Nullable Entry hosted(Captures line) {
    Long clock = GoTime.clock(line.text(1));
    return clock == null ? null : new HeaderEntry.Hosted(line.text(0), clock);
  }

  private Grammar() {}
}
