package firstbad.bisection.state;

import org.jspecify.annotations.Nullable;

/**
 * A bisection while it runs: what a later line needs and nothing more. A tree of records, enums,
 * strings, numbers and lists, so that any codec can keep it; at most 8 KiB when encoded. What its
 * parts mean comes out as findings.
 *
 * @param id the key under which its lines come
 */
public record BisectionState(
    String id,
    Reading reading,
    Progress progress,
    Result result,
    TrustState trust,
    Lifecycle life) {

  /**
   * How the next line is to be read. Changes with every line.
   *
   * @param mode what the next line is expected to be
   * @param text the text that is being taken down
   * @param notes lines of it that may turn out to be none
   */
  public record Reading(ReadPosition position, Mode mode, @Nullable CappedText text, Notes notes) {
    static final Reading BEFORE = new Reading(ReadPosition.BEFORE, Mode.LOG, null, Notes.NONE);
  }

  /**
   * How far the search has come. Changes with the lines of the log's own.
   *
   * @param revision the revision that is open
   */
  public record Progress(
      LogHeader header,
      SearchState search,
      VerdictState verdicts,
      @Nullable OpenRevision revision,
      TitleTable titles) {

    static final Progress BEFORE =
        new Progress(LogHeader.NONE, SearchState.NONE, VerdictState.NONE, null, TitleTable.NONE);

    /** These parts; the same progress where none of them was replaced. */
    @SuppressWarnings("ReferenceEquality")
    public Progress with(
        LogHeader header,
        SearchState search,
        VerdictState verdicts,
        @Nullable OpenRevision revision,
        TitleTable titles) {
      boolean same =
          header == this.header
              && search == this.search
              && verdicts == this.verdicts
              && revision == this.revision
              && titles == this.titles;
      return same ? this : new Progress(header, search, verdicts, revision, titles);
    }
  }

  /**
   * What the log says of its end, and what is remarkable about it. Changes seldom.
   *
   * @param anomalies what was remarkable
   */
  public record Result(LogEnding ending, GitConclusion git, Anomalies anomalies) {
    static final Result NONE = new Result(LogEnding.NONE, GitConclusion.NONE, Anomalies.NONE);

    /** These parts; the same result where none of them was replaced. */
    @SuppressWarnings("ReferenceEquality")
    public Result with(LogEnding ending, GitConclusion git, Anomalies anomalies) {
      boolean same = ending == this.ending && git == this.git && anomalies == this.anomalies;
      return same ? this : new Result(ending, git, anomalies);
    }
  }

  /** A bisection of which nothing is known yet. */
  public static BisectionState of(String id) {
    return new BisectionState(
        id, Reading.BEFORE, Progress.BEFORE, Result.NONE, TrustState.NONE, Lifecycle.NEW);
  }

  /** The same bisection, whose culprit was sent and is not sent again. */
  public BisectionState named() {
    return new BisectionState(id, reading, progress, result, trust, life.culpritNamed());
  }

  /** The same bisection after a line that changed nothing else. */
  public BisectionState at(ReadPosition position, @Nullable CappedText text) {
    return new BisectionState(
        id,
        new Reading(position, reading.mode, text, reading.notes),
        progress,
        result,
        trust,
        life);
  }

  /** Whether it has an outcome other than RUNNING. A later line may revive it. */
  public boolean ended() {
    return life.end().by() != null;
  }
}
