package firstbad.bisection;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.bisection.caps.Caps;
import firstbad.bisection.finding.Bisection;
import firstbad.bisection.finding.Outcome;
import firstbad.bisection.finding.Revision;
import firstbad.bisection.finding.TitleCount;
import firstbad.bisection.grammar.Grammar;
import firstbad.bisection.intake.Splitter;
import firstbad.bisection.made.MadeLogs;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Logs that were torn, shuffled, mixed and scribbled over: whatever comes in, the fold takes it and
 * comes to an end. Three seconds long, or {@code -Dfuzz.seconds=600}; the seed is printed, and
 * {@code -Dfuzz.seed=} starts there.
 */
class FuzzTest {
  private static final long SECONDS = Long.getLong("fuzz.seconds", 3);

  @Test
  void whateverComesIsReadToATypedEnd() {
    long seed = Long.getLong("fuzz.seed", System.nanoTime());
    long until = System.nanoTime() + SECONDS * 1_000_000_000;
    long first = seed;
    while (seed == first || System.nanoTime() < until) {
      List<String> lines = torn(new Random(seed), seed);
      try {
        holds(lines);
      } catch (AssertionError | RuntimeException | StackOverflowError e) {
        throw new AssertionError("-Dfuzz.seed=" + seed, e);
      }
      seed++;
    }
    System.out.println("fuzzed " + (seed - first) + " logs from seed " + first);
  }

  private static void holds(List<String> lines) {
    Analysis analysis = Analysis.of("fuzz", lines);
    Bisection head = Objects.requireNonNull(analysis.bisection());
    assertThat(head.outcome()).isNotIn(Outcome.UNKNOWN, Outcome.RUNNING);
    // What follows the header of a second log is kept out.
    assertThat(head.lines().read() + head.lines().conflict()).isEqualTo(lines.size());
    assertThat(head.lines().unknown()).isLessThanOrEqualTo(lines.size());
    assertThat(analysis.culprit() != null).isEqualTo(head.outcome() == Outcome.CULPRIT_FOUND);
    int ordinal = 0;
    for (Revision revision : analysis.revisions()) {
      ordinal++;
      assertThat(revision.ordinal()).isEqualTo(ordinal);
      assertThat(revision.open()).isFalse();
      Revision.RunCounts runs = revision.runs();
      assertThat(
              runs.ok()
                  + runs.crashed()
                  + runs.bootFailed()
                  + runs.testFailed()
                  + runs.infra()
                  + runs.ignored())
          .isEqualTo(runs.total());
      assertThat(revision.crashes().stream().mapToInt(TitleCount::runs).sum())
          .isEqualTo(runs.crashed());
      for (TitleCount crash : revision.crashes()) {
        assertThat(crash.title().getBytes(StandardCharsets.UTF_8).length)
            .isLessThanOrEqualTo(Caps.TITLE_BYTES);
      }
    }
    assertThat(Analysis.of("fuzz", lines)).isEqualTo(analysis);
    splits(lines);
  }

  /** The splitter neither loses nor invents a line. */
  private static void splits(List<String> lines) {
    List<String> passed = new ArrayList<>();
    Splitter splitter =
        new Splitter(
            "fuzz",
            new Splitter.Parts() {
              @Override
              public void line(String id, long number, String text) {
                passed.add(text);
              }

              @Override
              public void end(String id, long number) {}
            });
    lines.forEach(splitter::read);
    splitter.end();
    assertThat(passed).isEqualTo(lines);
  }

  private static List<String> torn(Random random, long seed) {
    List<String> lines = new ArrayList<>(MadeLogs.made(seed).lines());
    for (int cuts = random.nextInt(8); cuts > 0; cuts--) {
      tear(lines, random, seed);
    }
    return lines;
  }

  private static void tear(List<String> lines, Random random, long seed) {
    int at = lines.isEmpty() ? 0 : random.nextInt(lines.size());
    switch (random.nextInt(9)) {
      case 0 -> lines.subList(at, Math.min(lines.size(), at + random.nextInt(30))).clear();
      case 1 -> lines.addAll(at, MadeLogs.made(seed + 1 + random.nextInt(50)).lines());
      case 2 ->
          lines.add(
              at,
              random
                  .ints(random.nextInt(200), 0, 0x10000)
                  .collect(
                      StringBuilder::new, (text, c) -> text.append((char) c), StringBuilder::append)
                  .toString());
      case 3 -> lines.add(at, bytes(random));
      case 4 -> {
        if (!lines.isEmpty()) {
          String line = lines.get(at);
          int cut = line.isEmpty() ? 0 : random.nextInt(line.length());
          lines.set(at, line.substring(0, cut));
        }
      }
      case 5 -> {
        if (!lines.isEmpty()) {
          lines.set(at, scribbled(lines.get(at), random));
        }
      }
      case 6 ->
          java.util.Collections.swap(
              lines.isEmpty() ? new ArrayList<>(List.of("")) : lines,
              at,
              lines.isEmpty() ? 0 : random.nextInt(lines.size()));
      case 7 ->
          lines.addAll(
              at, List.copyOf(lines.subList(at, Math.min(lines.size(), at + random.nextInt(30)))));
      default -> {
        List<String> shapes = Grammar.shapes();
        lines.add(at, filled(shapes.get(random.nextInt(shapes.size())), random));
      }
    }
  }

  private static String bytes(Random random) {
    byte[] bytes = new byte[random.nextInt(300)];
    random.nextBytes(bytes);
    return new String(
        bytes, random.nextBoolean() ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
  }

  private static String scribbled(String line, Random random) {
    if (line.isEmpty()) {
      return "\u0000";
    }
    int at = random.nextInt(line.length());
    return line.substring(0, at) + (char) random.nextInt(0x10000) + line.substring(at + 1);
  }

  /** A line of this shape with odd things in its fields. */
  private static String filled(String shape, Random random) {
    String line = shape;
    for (Map.Entry<String, List<String>> field :
        Map.of(
                "{int}", List.of("0", "7", "999999999", "99999999999999999999", ""),
                "{hash}", List.of("1".repeat(40), "e4b8954074".repeat(4)),
                "{word}", List.of("", "x", "NaN", "-1s", "99999999999h0m0s", "1e400", "s"),
                "{text}",
                    List.of(
                        "", "[", "]", "\ud800", "y".repeat(2000), "OK", "crashed: ", "crashed: x"))
            .entrySet()) {
      while (line.contains(field.getKey())) {
        String value = field.getValue().get(random.nextInt(field.getValue().size()));
        int at = line.indexOf(field.getKey());
        line = line.substring(0, at) + value + line.substring(at + field.getKey().length());
      }
    }
    return line;
  }
}
