package firstbad.app.publish;

import firstbad.app.cli.Durations;
import firstbad.bisection.intake.LineDecoder;
import firstbad.publisher.LogSource;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * How fast lines are published: a number of lines per second, {@code live} for a log within a
 * minute, or {@code live=DURATION}.
 *
 * @param linesPerSecond 0 where the whole log is to take {@code whole}
 * @param whole how long one log takes
 */
record PublishRate(double linesPerSecond, Duration whole) {
  static final PublishRate FASTEST = new PublishRate(Double.POSITIVE_INFINITY, Duration.ZERO);

  private static final Duration LIVE = Duration.ofMinutes(1);
  private static final long SLICE_NS = TimeUnit.MILLISECONDS.toNanos(100);

  /** Reads the value of the option. */
  static final class Reader implements ITypeConverter<PublishRate> {
    @Override
    public PublishRate convert(String text) {
      if (text.equals("live")) {
        return new PublishRate(0, LIVE);
      }
      if (text.startsWith("live=")) {
        return new PublishRate(0, new Durations().convert(text.substring("live=".length())));
      }
      double speed = number(text);
      if (speed > 0 && speed <= 1e9) {
        return new PublishRate(speed, Duration.ZERO);
      }
      throw new TypeConversionException(
          "'" + text + "' is neither lines per second nor live nor live=DURATION");
    }

    private static double number(String text) {
      try {
        return Double.parseDouble(text);
      } catch (NumberFormatException e) {
        return Double.NaN;
      }
    }
  }

  /** Whether the length of a log must be known before its first line. */
  boolean needsLength() {
    return linesPerSecond == 0;
  }

  /** Beats for one log. */
  Pacer of(LogSource source, BooleanSupplier stopping) throws IOException {
    if (!needsLength()) {
      return new Pacer(TimeUnit.SECONDS.toNanos(1) / linesPerSecond, stopping);
    }
    return new Pacer(whole.toNanos() / (double) Math.max(1, length(source)), stopping);
  }

  private static long length(LogSource source) throws IOException {
    long[] lines = {0};
    LineDecoder decoder = new LineDecoder();
    byte[] piece = new byte[1 << 16];
    try (InputStream text = source.open()) {
      for (int read = text.read(piece); read >= 0; read = text.read(piece)) {
        decoder.feed(piece, 0, read, line -> lines[0]++);
      }
    }
    decoder.end(line -> lines[0]++);
    return lines[0];
  }

  /** Lets one line pass at a time. */
  static final class Pacer {
    private final double pauseNs;
    private final BooleanSupplier stopping;
    private final long start = System.nanoTime();
    private long lines;

    private Pacer(double pauseNs, BooleanSupplier stopping) {
      this.pauseNs = pauseNs;
      this.stopping = stopping;
    }

    /** Whether waiting was worth while since the last line: time to show something. */
    boolean await() {
      lines++;
      if (pauseNs == 0) {
        return false;
      }
      long due = start + (long) (lines * pauseNs);
      boolean waited = false;
      for (long left = due - System.nanoTime();
          left > 0 && !stopping.getAsBoolean() && !Thread.currentThread().isInterrupted();
          left = due - System.nanoTime()) {
        LockSupport.parkNanos(Math.min(left, SLICE_NS));
        waited = true;
      }
      return waited;
    }
  }
}
