package firstbad.bisection;

import org.jspecify.annotations.Nullable;

/**
 * What the log says at its end (log-format.md section 10).
 *
 * @param early why the search ended before git, where a line says it (7.4, 7.5)
 * @param trailer the statistics; null before them
 * @param sentence how it ended; null before the log says so
 * @param candidates how many commits are left, of which the archive holds the first
 * @param crashTitle title of the final crash
 * @param errorProbability as printed
 * @param reproductionChance as printed
 */
public record Ending(
    @Nullable Outcome early,
    @Nullable Trailer trailer,
    @Nullable Sentence sentence,
    int candidates,
    @Nullable String crashTitle,
    @Nullable Double errorProbability,
    @Nullable Double reproductionChance) {

  static final Ending NONE = new Ending(null, null, null, 0, null, null, null);

  /** {@code revisions tested: 16, total time: 2h57m38.9s (build: 1h43m49.9s, test: 1h12m23.9s)}. */
  public record Trailer(
      int revisions, @Nullable Long total, @Nullable Long build, @Nullable Long test) {}

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

  Ending early(Outcome reason) {
    return new Ending(
        reason, trailer, sentence, candidates, crashTitle, errorProbability, reproductionChance);
  }

  Ending trailer(Trailer read) {
    return trailer != null
        ? this
        : new Ending(
            early, read, sentence, candidates, crashTitle, errorProbability, reproductionChance);
  }

  Ending sentence(Sentence read) {
    return sentence != null
        ? this
        : new Ending(
            early, trailer, read, candidates, crashTitle, errorProbability, reproductionChance);
  }

  Ending candidates(int count) {
    return new Ending(
        early, trailer, sentence, count, crashTitle, errorProbability, reproductionChance);
  }

  Ending crash(String title) {
    return new Ending(
        early, trailer, sentence, candidates, title, errorProbability, reproductionChance);
  }

  Ending errorProbability(@Nullable Double chance) {
    return new Ending(early, trailer, sentence, candidates, crashTitle, chance, reproductionChance);
  }

  Ending reproductionChance(@Nullable Double chance) {
    return new Ending(early, trailer, sentence, candidates, crashTitle, errorProbability, chance);
  }

  /** The outcome once nothing more is expected. */
  Outcome outcome() {
    if (sentence == null) {
      return Outcome.BROKEN_OFF;
    }
    return sentence.outcome;
  }
}
