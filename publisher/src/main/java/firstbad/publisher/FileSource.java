package firstbad.publisher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A log in a file.
 *
 * @param called what its id is made from: the path as it was given, or below the folder that was
 */
record FileSource(Path path, Path called) implements LogSource {
  FileSource(Path path) {
    this(path, path);
  }

  @Override
  public String name() {
    return path.toString();
  }

  @Override
  public Optional<String> id() {
    return Optional.of(SourceNames.id(called.toString()));
  }

  @Override
  public Optional<Path> file() {
    return Optional.of(path);
  }

  @Override
  public InputStream open() throws IOException {
    if (Files.isDirectory(path)) {
      throw new IOException(path + " is a folder.");
    }
    try {
      return SourceNames.unpacked(path.toString(), Files.newInputStream(path), size());
    } catch (NoSuchFileException e) {
      throw new IOException("There is no file " + path + ".", e);
    } catch (AccessDeniedException e) {
      throw new IOException("The file " + path + " may not be read: permission denied.", e);
    }
  }

  /** A pipe has no size. */
  private long size() throws IOException {
    return Files.isRegularFile(path) ? Files.size(path) : Long.MAX_VALUE / Unpacking.MOST_RATIO;
  }
}
