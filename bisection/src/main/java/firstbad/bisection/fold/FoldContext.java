package firstbad.bisection.fold;

import firstbad.bisection.caps.Caps;
import firstbad.bisection.caps.Cut;
import firstbad.bisection.caps.Utf8;
import firstbad.bisection.finding.Alert;
import firstbad.bisection.finding.Finding;
import firstbad.bisection.finding.Remark;
import firstbad.bisection.finding.Tool;
import firstbad.bisection.grammar.Era;
import firstbad.bisection.state.Anomalies;
import firstbad.bisection.state.Archive;
import firstbad.bisection.state.BisectionState;
import firstbad.bisection.state.CappedText;
import firstbad.bisection.state.GitConclusion;
import firstbad.bisection.state.Lifecycle;
import firstbad.bisection.state.LogEnding;
import firstbad.bisection.state.LogHeader;
import firstbad.bisection.state.Mode;
import firstbad.bisection.state.Notes;
import firstbad.bisection.state.OpenRevision;
import firstbad.bisection.state.PendingArchive;
import firstbad.bisection.state.ReadPosition;
import firstbad.bisection.state.SearchState;
import firstbad.bisection.state.TitleTable;
import firstbad.bisection.state.TrustState;
import firstbad.bisection.state.VerdictState;
import firstbad.bisection.trust.Assessor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One input being read: the parts of the bisection as they are so far, and what came to light. An
 * effect replaces the parts that change and no others. Lives for one input and is never shared;
 * what it was made from stays as it is, so that a fault costs this one input and nothing else.
 */
final class FoldContext {
  private static final String LAST_BAD = "git/bad";

  /** The newest revision of which runs are known to be missing. */
  private static final String WITHOUT_RUNS = "missing runs";

  final String id;
  final long at;
  final PendingArchive archive;
  final Assessor assessor;
  ReadPosition position;
  Mode mode;
  @Nullable CappedText text;
  Notes notes;
  LogHeader header;
  SearchState search;
  VerdictState verdicts;
  @Nullable OpenRevision revision;
  TitleTable titles;
  LogEnding ending;
  GitConclusion git;
  Anomalies anomalies;
  TrustState trust;
  Lifecycle life;

  /** The line that is being read; empty for the end and for a silence. */
  String line = "";

  private final BisectionState before;
  private List<Finding> findings = List.of();
  private boolean headDue;

  /** Whether a line is being read, and not the end or a silence. */
  private final boolean reading;

  /**
   * Whether the line has contradicted the log already: it is one stray line, however much it says.
   */
  private boolean contradicts;

  FoldContext(BisectionState before, Archive archive, Assessor assessor, long at, boolean reading) {
    this.before = before;
    this.assessor = assessor;
    this.id = before.id();
    this.at = at;
    this.reading = reading;
    this.archive = new PendingArchive(archive);
    this.position = before.reading().position();
    this.mode = before.reading().mode();
    this.text = before.reading().text();
    this.notes = before.reading().notes();
    this.header = before.progress().header();
    this.search = before.progress().search();
    this.verdicts = before.progress().verdicts();
    this.revision = before.progress().revision();
    this.titles = before.progress().titles();
    this.ending = before.result().ending();
    this.git = before.result().git();
    this.anomalies = before.result().anomalies();
    this.trust = before.trust();
    this.life = before.life();
  }

  /**
   * The bisection as it is so far, for what is only shown of it: nothing of that is kept.
   *
   * @param reading whether a line is being read
   */
  FoldContext again(boolean reading) {
    return new FoldContext(next(), archive, assessor, at, reading);
  }

  /** The bisection after this input. */
  BisectionState next() {
    return new BisectionState(
        id,
        new BisectionState.Reading(position, mode, text, notes),
        before.progress().with(header, search, verdicts, revision, titles),
        before.result().with(ending, git, anomalies),
        trust,
        life);
  }

  /**
   * Whether this input shows something remarkable about the log, or ends it. Beyond the unknown
   * lines that are kept, one more shows nothing.
   */
  boolean isOdd() {
    long unknown = before.reading().position().oddities().unknown().lines();
    return !reading
        || (unknown < Caps.UNKNOWN_LINES && position.oddities().unknown().lines() != unknown)
        || !anomalies.equals(before.result().anomalies());
  }

  List<Finding> findings() {
    return findings;
  }

  boolean headDue() {
    return headDue;
  }

  void found(Finding finding) {
    if (findings.isEmpty()) {
      findings = List.of(finding); // a run line brings one to light
      return;
    }
    if (findings.size() == 1) {
      Finding first = findings.get(0);
      findings = new ArrayList<>(6);
      findings.add(first);
    }
    findings.add(finding);
  }

  /** Takes back alerts that this input raised. */
  void withdraws(Set<Alert.Kind> kinds) {
    findings =
        findings.stream()
            .filter(
                each ->
                    !(each instanceof Finding.AlertRaised raised
                        && kinds.contains(raised.alert().kind())))
            .collect(Collectors.toCollection(ArrayList::new));
  }

  /** The head changed; it is shown once, after everything else. */
  void changesHead() {
    headDue = true;
  }

  void raise(Alert.Kind kind, Alert.Severity severity, String message) {
    OpenRevision.Opening within =
        revision != null && kind == Alert.Kind.CONFLICT ? revision.opening() : null;
    found(
        new Finding.AlertRaised(
            new Alert(
                id,
                kind,
                severity,
                within == null ? null : Integer.valueOf(within.ordinal()),
                within == null ? null : within.commit(),
                position.highest(),
                message,
                at,
                Map.of(),
                List.of())));
  }

  /** Something about the log is remarkable. */
  void notices(Remark.Kind kind, @Nullable String commit) {
    noticesAt(position.highest(), kind, commit);
  }

  /** Something is remarkable at this line. */
  void noticesAt(long number, Remark.Kind kind, @Nullable String commit) {
    if (!isSameHole(kind)) {
      anomalies = anomalies.with(kind, number, commit, null);
    }
  }

  /** Missing runs of one revision are one hole: whether it was noticed before, which it is now. */
  private boolean isSameHole(Remark.Kind kind) {
    if (kind != Remark.Kind.MISSING_RUNS) {
      return false;
    }
    Archive.Piece now = new Archive.Piece.Word(String.valueOf(verdicts.opened()));
    boolean before = now.equals(archive.get(WITHOUT_RUNS));
    archive.put(WITHOUT_RUNS, now);
    return before;
  }

  /** Something about the log is remarkable, in a sentence of its own. */
  void notices(Remark.Kind kind, @Nullable String commit, String sentence) {
    boolean again = kind == Remark.Kind.CONTRADICTION && contradicts;
    contradicts |= kind == Remark.Kind.CONTRADICTION;
    if (again || isSameHole(kind)) {
      return;
    }
    anomalies =
        anomalies.with(kind, position.highest(), commit, Utf8.cut(sentence, Caps.TITLE_BYTES));
  }

  /** Whether a line is being read, rather than an end or a silence. */
  boolean reading() {
    return reading;
  }

  /** Number of the line before the one that is being read; the newest one at the end of a log. */
  long lineBefore() {
    return reading ? position.highest() - 1 : position.highest();
  }

  void cut(Cut what) {
    life = life.cut(what);
  }

  /** The text within the cap of titles. */
  String title(String title) {
    String bounded = Utf8.cut(title, Caps.TITLE_BYTES);
    if (bounded.length() < title.length()) {
      cut(Cut.TITLE);
    }
    return bounded;
  }

  /** A line proves that the log is of this era or a later one. A search by git alone has none. */
  void proves(Era era) {
    if (header.tool() != Tool.GIT) {
      verdicts = verdicts.proved(era);
    }
  }

  /** The title of the culprit: as the ending says it, else as git described the commit. */
  @Nullable String culpritTitle() {
    LogEnding.Sentence sentence = ending.sentence();
    if (sentence == null || sentence.commit() == null || sentence.title() != null) {
      return sentence == null ? null : sentence.title();
    }
    return sentence.commit().equals(git.commit()) ? gitTitle() : null;
  }

  /** The title of the commit on which git ended: as git described it, else as git chose it. */
  @Nullable String gitTitle() {
    String described = git.description().title();
    String commit = git.commit();
    if (described != null || commit == null) {
      return described;
    }
    return archive.get(LAST_BAD) instanceof Archive.Piece.Word word
        ? titleOf(word.text(), commit)
        : null;
  }

  private static @Nullable String titleOf(String named, String commit) {
    return named.startsWith(commit + ' ') ? named.substring(commit.length() + 1) : null;
  }

  /** The newest commit that git was told is bad, with the title with which git chose it. */
  void lastBad(String commit, String title) {
    archive.put(
        LAST_BAD, new Archive.Piece.Word(commit + ' ' + Utf8.cut(title, GitConclusion.WORD_BYTES)));
  }

  /** Changes the open revision, where there is one. */
  void amends(UnaryOperator<OpenRevision> change) {
    if (revision != null) {
      revision = change.apply(revision);
    }
  }
}
