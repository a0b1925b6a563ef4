package firstbad.bisection.trust.parameters;

import firstbad.bisection.trust.judgement.Level;
import firstbad.bisection.trust.number.Numbers;
import firstbad.bisection.trust.title.Relation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Every number of the model, read from one text of {@code name = numbers} lines.
 *
 * <p>The names are those of the file {@code shipped.parameters}, which explains each; all must be
 * there, and no others.
 */
public final class Parameters {
  /** What the time of judging and the size of its state are bounded for. */
  private static final int JUDGED_MOST = 200;

  private static final Parameters SHIPPED = resource("shipped");

  public final String version;
  public final int judgedRevisions;
  public final Map<Relation, Double> relationPriors;
  public final double otherReferencePrior;
  public final double titleStrength;
  public final double titleLeast;
  public final double titleMost;
  public final int enumerated;
  public final double firstRelease;
  public final double releaseGap;
  public final OnsetPrior onset;
  public final double[] chances;
  public final RunOdds runs;
  public final RunTable odds;
  public final RunTable firstRuns;
  public final double ageConstant;
  public final double ageSlope;
  public final double ageScale;
  public final double onsetLeast;
  public final double onsetMost;
  public final Logistic early;
  public final Logistic settled;
  public final double high;
  public final double low;
  public final double shownMost;
  public final List<Double> alarms;
  public final double located;

  private Parameters(Source source) {
    version = source.text("version");
    judgedRevisions = (int) Numbers.clamp(source.number("judged.revisions"), 0, JUDGED_MOST);
    relationPriors = source.byRelation("title.priors");
    otherReferencePrior = source.number("title.other-reference");
    titleStrength = source.number("title.strength");
    List<Double> clamp = source.numbers("title.clamp", 2);
    titleLeast = clamp.get(0);
    titleMost = clamp.get(1);
    enumerated = (int) Numbers.clamp(source.number("title.enumerated"), 0, 8);
    firstRelease = source.number("place.first-release");
    releaseGap = source.number("place.release-gap");
    onset = new OnsetPrior(source.number("onset.scale"), source.number("onset.exponent"));
    chances = array(source.numbers("runs.chances", -1));
    runs = new RunOdds(source.number("runs.strength"));
    RunOdds first = new RunOdds(source.number("runs.first-strength"));
    List<Double> beta = source.numbers("runs.chance-prior", 2);
    double[] priors = priors(chances, beta.get(0), beta.get(1));
    firstRuns = new RunTable((crashed, ok) -> after(priors, chances, first, crashed, ok));
    odds =
        new RunTable(
            new BugOdds(
                chances, runs, source.number("runs.silent"), source.number("runs.accidental")));
    ageConstant = source.number("age.constant");
    ageSlope = source.number("age.slope");
    ageScale = source.number("age.scale");
    List<Double> bounds = source.numbers("onset.bounds", 2);
    onsetLeast = bounds.get(0);
    onsetMost = bounds.get(1);
    early = source.logistic("early.");
    settled = source.logistic("final.");
    high = source.number("level.high");
    low = source.number("level.low");
    shownMost = source.number("shown.most");
    alarms = source.numbers("alarm.discarded-share", 3);
    located = source.number("blame.located");
    source.allUsed();
  }

  /** The parameters that firstbad judges with unless told otherwise. */
  public static Parameters shipped() {
    return SHIPPED;
  }

  /** A parameter set that comes with firstbad: {@code shipped} or {@code seed-golden}. */
  public static Parameters resource(String name) {
    return parsed(text(name));
  }

  /** The text of a parameter set that comes with firstbad. */
  public static String text(String name) {
    String file = name + ".parameters";
    try (InputStream in = Parameters.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalArgumentException(
            "There is no parameter set \"" + name + "\"; use shipped or seed-golden.");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads parameters from their text.
   *
   * @throws IllegalArgumentException with one sentence that names the line or the missing name
   */
  public static Parameters parsed(String text) {
    return new Parameters(new Source(text));
  }

  /** Goes into every assessment. */
  public String version() {
    return version;
  }

  /** The level of a probability that a culprit is right. */
  public Level level(double probability) {
    return probability >= high ? Level.HIGH : probability < low ? Level.LOW : Level.MIDDLE;
  }

  /**
   * Weights of the chances of reproduction after these runs of the first revision, scaled by a
   * power of two so that many runs do not make all of them small.
   */
  private static double[] after(
      double[] priors, double[] chances, RunOdds odds, int crashed, int ok) {
    double[] weights = priors.clone();
    double most = 0;
    for (int p = 0; p < weights.length; p++) {
      weights[p] *= odds.of(chances[p], crashed, ok);
      most = Math.max(most, weights[p]);
    }
    for (int p = 0; p < weights.length; p++) {
      weights[p] = Math.scalb(weights[p], -Math.getExponent(most));
    }
    return weights;
  }

  /** Density of Beta(a, b) at the chances, scaled so that they add up to 1. */
  private static double[] priors(double[] chances, double a, double b) {
    double[] priors = new double[chances.length];
    double sum = 0;
    for (int p = 0; p < chances.length; p++) {
      priors[p] = StrictMath.pow(chances[p], a - 1) * StrictMath.pow(1 - chances[p], b - 1);
      sum += priors[p];
    }
    for (int p = 0; p < chances.length; p++) {
      priors[p] /= sum;
    }
    return priors;
  }

  private static double[] array(List<Double> numbers) {
    return numbers.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** The lines of a parameter file by name; remembers which were asked for. */
  private static final class Source {
    private static final int SHOWN = 120;
    private static final Pattern LINE = Pattern.compile("([a-z.-]+)\\s*=\\s*(\\S.*?)\\s*");
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private final Map<String, String> values = new HashMap<>();
    private final Set<String> used = new HashSet<>();

    Source(String text) {
      List<String> lines = text.lines().toList();
      IntStream.range(0, lines.size()).forEach(i -> read(i + 1, lines.get(i).strip()));
    }

    private void read(int number, String line) {
      if (line.isEmpty() || line.startsWith("#")) {
        return;
      }
      var matcher = LINE.matcher(line);
      if (!matcher.matches()) {
        throw new IllegalArgumentException(
            "Line "
                + number
                + " of the parameters is not of the form \"name = numbers\": "
                + shown(line));
      }
      if (values.put(matcher.group(1), matcher.group(2)) != null) {
        throw new IllegalArgumentException(
            "Line "
                + number
                + " of the parameters gives "
                + shown(matcher.group(1))
                + " a second time.");
      }
    }

    /** As much of it as a sentence has room for. */
    private static String shown(String text) {
      return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + " ...";
    }

    String text(String name) {
      String value = values.get(name);
      if (value == null) {
        throw new IllegalArgumentException("The parameters lack the line \"" + name + " = ...\".");
      }
      used.add(name);
      return value;
    }

    double number(String name) {
      return numbers(name, 1).get(0);
    }

    /**
     * @param count how many numbers there must be; -1 for any number
     */
    List<Double> numbers(String name, int count) {
      List<Double> numbers =
          BLANKS.splitAsStream(text(name)).map(word -> number(name, word)).toList();
      if (count >= 0 && numbers.size() != count) {
        throw new IllegalArgumentException(
            "The parameter " + name + " needs " + count + " numbers, not " + numbers.size() + ".");
      }
      return numbers;
    }

    private static double number(String name, String word) {
      try {
        double number = Double.parseDouble(word);
        if (Double.isFinite(number)) {
          return number;
        }
      } catch (NumberFormatException e) {
        // told below, together with what is not finite
      }
      throw new IllegalArgumentException(
          "The parameter " + name + " has \"" + shown(word) + "\" where a number should be.");
    }

    Map<Relation, Double> byRelation(String name) {
      Map<Relation, Double> byRelation = new EnumMap<>(Relation.class);
      Iterator<Double> numbers = numbers(name, Relation.values().length).iterator();
      for (Relation relation : Relation.values()) {
        byRelation.put(relation, numbers.next());
      }
      return byRelation;
    }

    Logistic logistic(String prefix) {
      Map<Feature, Logistic.Weight> weights = new EnumMap<>(Feature.class);
      for (Feature feature : Feature.values()) {
        List<Double> pair = numbers(prefix + feature.key, 2);
        weights.put(feature, new Logistic.Weight(pair.get(0), pair.get(1)));
      }
      return new Logistic(number(prefix + "constant"), weights);
    }

    void allUsed() {
      String strange =
          values.keySet().stream()
              .filter(name -> !used.contains(name))
              .sorted()
              .collect(Collectors.joining(", "));
      if (!strange.isEmpty()) {
        throw new IllegalArgumentException(
            "These parameters mean nothing here: " + shown(strange) + ".");
      }
    }
  }
}
