package firstbad.publisher;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** A log that another program writes to us. */
record PipeSource(InputStream input) implements LogSource {
  @Override
  public String name() {
    return "standard input";
  }

  @Override
  public Optional<String> id() {
    return Optional.empty();
  }

  @Override
  public InputStream open() throws IOException {
    return SourceNames.unpacked(name(), new Unasked(input), Long.MAX_VALUE / Unpacking.MOST_RATIO);
  }

  /** A pipe that is not asked how much it holds: one that is a channel fails at the question. */
  private static final class Unasked extends FilterInputStream {
    Unasked(InputStream input) {
      super(input);
    }

    @Override
    public int available() {
      return 0;
    }
  }
}
