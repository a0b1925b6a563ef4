package firstbad.story;

import firstbad.events.CalibrationBin;
import firstbad.events.Level;
import firstbad.events.LevelRecord;
import firstbad.events.TrackRecord;
import firstbad.schemas.CulpritStanding;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How often trust was right, in sentences and with intervals, by the track records of one or more
 * versions of the parameters. The page and the terminal say what stands here.
 *
 * @param rows one for each version of the parameters and level that culprits have
 * @param bins ten for each version of the parameters, by probability, of the culprits whose answer
 *     is known
 */
public record TrackTable(List<Row> rows, List<Bin> bins) {
  /** Standard deviations on each side of a 95 % interval. */
  private static final double WIDTH = 1.959964;

  /**
   * Culprits with one level.
   *
   * @param open without an answer: not verified, in doubt, or disputed, as the sentence tells apart
   * @param from lower end of the 95 % interval of the share that is right (Wilson); null where no
   *     answer is known
   * @param to its upper end
   * @param before how often these parameters were right at this level on logs with known answers,
   *     before they were shipped: a sentence; null where that was not measured
   */
  public record Row(
      String parameters,
      Level level,
      long confirmed,
      long refuted,
      long open,
      @Nullable Double from,
      @Nullable Double to,
      String sentence,
      @Nullable String before) {}

  /**
   * Culprits whose probability is in [from, to).
   *
   * @param parameters the version of the parameters with which they were judged
   * @param claimed mean probability; null where there is none
   */
  public record Bin(
      String parameters,
      double from,
      double to,
      long answered,
      long right,
      @Nullable Double claimed) {}

  /** The table of these records, of which each is of other parameters. */
  public static TrackTable of(Collection<TrackRecord> records) {
    List<Row> rows = new ArrayList<>();
    List<Bin> bins = new ArrayList<>();
    records.stream()
        .sorted(Comparator.comparing(TrackRecord::getParameters))
        .forEach(
            record -> {
              record.getLevels().forEach(level -> rows.add(row(record.getParameters(), level)));
              record.getBins().forEach(bin -> bins.add(bin(record.getParameters(), bin)));
            });
    return new TrackTable(List.copyOf(rows), List.copyOf(bins));
  }

  private static Row row(String parameters, LevelRecord of) {
    long confirmed = of.getConfirmed();
    long answered = confirmed + of.getRefuted();
    Double from = answered == 0 ? null : (Double) end(confirmed, answered, -WIDTH);
    Double to = answered == 0 ? null : (Double) end(confirmed, answered, WIDTH);
    String level = of.getLevel().name();
    String word = level.substring(0, 1) + level.substring(1).toLowerCase(Locale.ROOT);
    return new Row(
        parameters,
        of.getLevel(),
        confirmed,
        of.getRefuted(),
        of.getOpen(),
        from,
        to,
        word
            + " trust: "
            + (from == null || to == null
                ? "no verified culprit yet"
                : right(confirmed, answered, from, to))
            + unanswered(of)
            + ".",
        before(parameters, of.getLevel()));
  }

  private static String right(long confirmed, long answered, double from, double to) {
    return "%d of %s %s right (95 %% interval %d to %d %%)"
        .formatted(
            confirmed,
            Phrases.count(answered, "verified culprit"),
            answered == 1 || confirmed == 1 ? "was" : "were",
            Math.round(100 * from),
            Math.round(100 * to));
  }

  /** In the words and numbers of the choices by which a list of culprits is narrowed. */
  private static String unanswered(LevelRecord of) {
    Map<CulpritStanding, Long> parts = new EnumMap<>(CulpritStanding.class);
    parts.put(CulpritStanding.OPEN, of.getOpen() - of.getInDoubt() - of.getDisputed());
    parts.put(CulpritStanding.NEEDS_RERUN, of.getInDoubt());
    parts.put(CulpritStanding.CONFLICT, of.getDisputed());
    String text =
        parts.entrySet().stream()
            .filter(each -> each.getValue() > 0)
            .map(each -> Phrases.number(each.getValue()) + " " + Words.of(each.getKey()))
            .collect(Collectors.joining(", "));
    return text.isEmpty() ? "" : "; " + text;
  }

  private static @Nullable String before(String parameters, Level level) {
    MeasuredRights measured = MeasuredRights.of(parameters, level);
    return measured == null
        ? null
        : "In logs with known answers, %d of %d such culprits were right (95 %% interval %d to %d %%)."
            .formatted(
                measured.right(),
                measured.answered(),
                Math.round(100 * end(measured.right(), measured.answered(), -WIDTH)),
                Math.round(100 * end(measured.right(), measured.answered(), WIDTH)));
  }

  /** One end of Wilson's score interval, rounded to 6 decimals. */
  private static double end(long right, long answered, double width) {
    double share = right / (double) answered;
    double square = width * width / answered;
    double middle = share + square / 2;
    double half =
        width * StrictMath.sqrt(share * (1 - share) / answered + square / (4.0 * answered));
    double end = Math.max(0, Math.min(1, (middle + half) / (1 + square)));
    return Math.round(end * 1_000_000) / 1_000_000.0;
  }

  private static Bin bin(String parameters, CalibrationBin of) {
    return new Bin(
        parameters,
        of.getProbabilityFrom(),
        of.getProbabilityTo(),
        of.getAnswered(),
        of.getRight(),
        of.getClaimed());
  }
}
