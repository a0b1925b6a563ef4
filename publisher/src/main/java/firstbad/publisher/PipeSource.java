package firstbad.publisher;

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
    return SourceNames.unpacked(name(), input, Long.MAX_VALUE / Unpacking.MOST_RATIO);
  }
}
