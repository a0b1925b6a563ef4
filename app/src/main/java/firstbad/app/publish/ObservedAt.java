package firstbad.app.publish;

import firstbad.bisection.grammar.EndEntry;
import firstbad.bisection.grammar.Grammar;
import firstbad.bisection.grammar.HeaderEntry;
import firstbad.publisher.LogSource;
import java.io.IOException;
import java.nio.file.Files;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * When the lines of a finished log count as observed, so that charts of logs that are read in show
 * when they were written.
 *
 * @param at where {@code kind} is {@code TIME}, that time; else null
 */
record ObservedAt(Kind kind, @Nullable Instant at) {
  static final ObservedAt NOW = new ObservedAt(Kind.NOW, null);

  /** Where the time is taken from. */
  enum Kind {
    NOW,
    MTIME,
    LOG,
    TIME
  }

  /** Reads the value of the option. */
  static final class Reader implements ITypeConverter<ObservedAt> {
    @Override
    public ObservedAt convert(String text) {
      for (Kind kind : Kind.values()) {
        if (kind != Kind.TIME && kind.name().toLowerCase(Locale.ROOT).equals(text)) {
          return new ObservedAt(kind, null);
        }
      }
      try {
        return new ObservedAt(
            Kind.TIME,
            text.length() <= 10
                ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                : Instant.parse(text));
      } catch (DateTimeException e) {
        throw new TypeConversionException(
            "'"
                + text
                + "' is neither mtime nor log nor now nor a time such as 2026-11-22T16:26:42Z or"
                + " 2026-11-22");
      }
    }
  }

  /** Whether the time is that of a file. */
  boolean needsFile() {
    return kind == Kind.MTIME;
  }

  /** The clock for the lines of one text. */
  Clock of(LogSource source) throws IOException {
    return new Clock(
        kind == Kind.LOG,
        kind == Kind.TIME || source.file().isEmpty() || kind == Kind.NOW
            ? at
            : Files.getLastModifiedTime(source.file().get()).toInstant());
  }

  /** Says when a line was observed; with {@code log} that changes as the log names times. */
  static final class Clock implements InstantSource {
    private final boolean reading;
    private @Nullable Instant now;
    private boolean named;

    private Clock(boolean reading, @Nullable Instant now) {
      this.reading = reading;
      this.now = now;
    }

    /**
     * Reads a line, which may name the time at which its bisection began, or say how long that
     * took: what follows was written then.
     */
    void read(String line) {
      if (!reading) {
        return;
      }
      if (line.contains(" starts bisection ")
          && Grammar.read(line) instanceof HeaderEntry.Hosted hosted) {
        now = Instant.ofEpochMilli(hosted.clock());
        named = true;
      } else if (named
          && now != null
          && line.contains("total time: ")
          && Grammar.read(line) instanceof EndEntry.Trailer trailer
          && trailer.total() != null) {
        now = now.plusMillis(trailer.total());
      }
    }

    /** Whether a time was to be read from the log, and it has none. */
    boolean missed() {
      return reading && !named;
    }

    @Override
    public Instant instant() {
      return now == null ? InstantSource.system().instant() : now;
    }
  }
}
