package firstbad.bisection.state;

import firstbad.bisection.finding.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * What the log says at its end.
 *
 * @param early why the search ended before git, where a line says it
 * @param trailer the statistics; null before them
 * @param sentence how it ended; null before the log says so
 * @param candidates how many commits are left, of which the archive holds the first
 * @param crashTitle title of the final crash
 * @param chances the fuzzer's own estimates
 */
public record LogEnding(
    @Nullable Outcome early,
    @Nullable Trailer trailer,
    @Nullable Sentence sentence,
    int candidates,
    @Nullable String crashTitle,
    Chances chances) {

  static final LogEnding NONE = new LogEnding(null, null, null, 0, null, new Chances(null, null));

  /** The chance of a wrong verdict and that of a crash in one run, 0 to 1, as printed. */
  public record Chances(@Nullable Double error, @Nullable Double reproduction) {}

  /**
   * {@code revisions tested: 16, total time: 2h57m38.9s (build: 1h43m49.9s, test: 1h12m23.9s)}.
   *
   * @param line its number
   */
  public record Trailer(
      int revisions, @Nullable Long total, @Nullable Long build, @Nullable Long test, long line) {}

  /**
   * How it ended.
   *
   * @param text the log's own words
   * @param commit the culprit, when it names one
   * @param title its title
   * @param at when the line was observed
   * @param line its number
   */
  public record Sentence(
      Outcome outcome,
      String text,
      @Nullable String commit,
      @Nullable String title,
      long at,
      long line) {}

  /** The search ended before git, for this reason. */
  public LogEnding early(Outcome reason) {
    return new LogEnding(reason, trailer, sentence, candidates, crashTitle, chances);
  }

  /** The statistics; the first ones stay. */
  public LogEnding trailer(Trailer read) {
    return trailer != null
        ? this
        : new LogEnding(early, read, sentence, candidates, crashTitle, chances);
  }

  /** How it ended; null when it has not ended, since the search went on. */
  public LogEnding sentence(@Nullable Sentence read) {
    return new LogEnding(early, trailer, read, candidates, crashTitle, chances);
  }

  /** So many commits are left. */
  public LogEnding candidates(int count) {
    return new LogEnding(early, trailer, sentence, count, crashTitle, chances);
  }

  /** The title of the final crash. */
  public LogEnding crash(String title) {
    return new LogEnding(early, trailer, sentence, candidates, title, chances);
  }

  /** The printed chance of a wrong verdict. */
  public LogEnding errorProbability(@Nullable Double chance) {
    Chances now = new Chances(chance, chances.reproduction);
    return new LogEnding(early, trailer, sentence, candidates, crashTitle, now);
  }

  /** The printed chance of a crash in one run. */
  public LogEnding reproductionChance(@Nullable Double chance) {
    Chances now = new Chances(chances.error, chance);
    return new LogEnding(early, trailer, sentence, candidates, crashTitle, now);
  }

  /** The outcome once nothing more is expected. */
  public Outcome outcome() {
    return sentence == null ? Outcome.BROKEN_OFF : sentence.outcome;
  }
}
