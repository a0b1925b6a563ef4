package firstbad.publisher;

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
  public InputStream open() {
    return input;
  }
}
