package firstbad.bisection.grammar;

/** Minimisation of the kernel configuration, in three generations. */
public sealed interface ConfigEntry extends Entry {

  /** A line that only tells how far the minimisation is. */
  record Progress(Era era) implements ConfigEntry {}

  /** {@code testing without sub-chunk 1/5}: what the next revision is built with. */
  record Trying(String words, Era era) implements ConfigEntry {}

  /**
   * {@code disabling configs for [HANG LEAK], they are not needed}: repeated for every
   * configuration, whose own words tell more.
   */
  record Disabling(String words) implements ConfigEntry {}

  /** {@code the chunk can be dropped}: the configuration that was tested last crashes. */
  record Adopted(Era era) implements ConfigEntry {}

  /** The configuration script speaks. */
  record Script() implements ConfigEntry {}

  /** The minimisation failed, with an error of several lines. */
  record Failed() implements ConfigEntry {}
}
