package firstbad.publisher;

import firstbad.bisection.intake.DecodedLine;
import firstbad.bisection.intake.Encoding;
import firstbad.bisection.intake.LineDecoder;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A file that is read while it is written, like {@code tail -F}.
 *
 * <p>It may not exist yet. It may be <em>rotated</em> (another file takes its name): the old one is
 * read to its end, and for a grace period beyond, then the new one from its beginning. It may be
 * <em>truncated</em> or written anew in place: it is read from its beginning. An unfinished last
 * line waits for its line feed; where rotation or truncation makes that impossible it counts as a
 * line. What was truncated before it was read is lost, which no reader can prevent.
 *
 * <p>Not for several threads. Each rotation and truncation is told as a sentence.
 */
public final class FollowedFile implements Closeable {
  /** How long a file that was rotated away is read on: its writer may not have noticed yet. */
  public static final Duration GRACE = Duration.ofSeconds(1);

  private static final int BATCH_BYTES = 1024 * 1024;

  private final Path path;
  private final Duration grace;
  private final LongSupplier nanoClock;
  private final Consumer<String> notices;
  private final ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);

  private @Nullable OpenFile open;
  private boolean lost;
  private boolean absenceTold;

  /** Reads from the beginning. */
  public FollowedFile(Path path, Consumer<String> notices) {
    this(path, GRACE, System::nanoTime, notices);
  }

  FollowedFile(Path path, Duration grace, LongSupplier nanoClock, Consumer<String> notices) {
    this.path = path;
    this.grace = grace;
    this.nanoClock = nanoClock;
    this.notices = notices;
  }

  /**
   * Goes on where an earlier reader stood. A file that was rotated away since is looked for beside
   * this one and read to its end first. Where it cannot be found, reading begins with what is there
   * now, and {@link #lost} says so.
   */
  public void goOnFrom(FilePosition position) throws IOException {
    Optional<Path> before = find(position);
    if (before.isEmpty()) {
      lost = true;
      return;
    }
    open = OpenFile.at(before.get(), position.offset());
    if (!before.get().equals(path)) {
      notices.accept(path + " was rotated; reading the rest of " + before.get() + " first.");
    }
  }

  /** Whether the file an earlier reader stood in is gone, with all it may have held beyond. */
  public boolean lost() {
    return lost;
  }

  /** The name it is followed under. */
  Path path() {
    return path;
  }

  /** How far it was read; empty while there is no file. */
  public Optional<FilePosition> position() {
    return Optional.ofNullable(open).map(OpenFile::position);
  }

  /**
   * Reads what there is, up to about a mebibyte.
   *
   * @param lines gets the complete lines, in order
   * @return whether anything moved; if not, it is time to wait a little
   * @throws IOException when the file cannot be read
   */
  public boolean poll(Consumer<DecodedLine> lines) throws IOException {
    OpenFile file = open;
    if (file == null) {
      return begin();
    }
    if (file.writtenAnew()) {
      file.decoder.end(line -> lines.accept(line.finished()));
      notices.accept(path + " was truncated; reading it from its beginning.");
      switchTo(OpenFile.at(file.path, 0), file);
      return true;
    }
    if (read(file, lines)) {
      file.quietSince = nanoClock.getAsLong();
      return true;
    }
    return replaced(file) && succeed(file, lines);
  }

  /** Whether the file begins like one that is packed with gzip or xz. */
  boolean packed() throws IOException {
    return open != null && Unpacking.isPacked(open.channel);
  }

  /** The sentence for a failure to read it. */
  PublishException unreadable(IOException e) {
    String reason = e instanceof AccessDeniedException ? "permission denied" : e.toString();
    return new PublishException("The file " + path + " cannot be followed: " + reason + ".", e);
  }

  @Override
  public void close() throws IOException {
    if (open != null) {
      open.channel.close();
    }
  }

  private boolean begin() throws IOException {
    try {
      open = OpenFile.at(path, 0);
      return true;
    } catch (NoSuchFileException e) {
      if (!absenceTold) {
        notices.accept("There is no file " + path + " yet; waiting for it.");
        absenceTold = true;
      }
      return false;
    }
  }

  private boolean read(OpenFile file, Consumer<DecodedLine> lines) throws IOException {
    long before = file.offset;
    while (file.offset - before < BATCH_BYTES) {
      int count = file.channel.read(buffer.clear(), file.offset);
      if (count <= 0) {
        break;
      }
      file.decoder.feed(buffer.array(), 0, count, lines);
      file.offset += count;
    }
    file.head.extend(file.channel, file.offset);
    return file.offset > before;
  }

  private boolean replaced(OpenFile file) throws IOException {
    try {
      return !file.key.equals(key(path));
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /** Another file has the name now; it is next once the old one has been quiet long enough. */
  private boolean succeed(OpenFile file, Consumer<DecodedLine> lines) throws IOException {
    long now = nanoClock.getAsLong();
    if (file.replacedSince == null) {
      file.replacedSince = now;
    }
    long quiet = now - Math.max(file.replacedSince, file.quietSince);
    if (quiet < grace.toNanos()) {
      return false;
    }
    OpenFile next = OpenFile.at(path, 0);
    file.decoder.end(line -> lines.accept(line.finished()));
    notices.accept(path + " was rotated; reading the new file from its beginning.");
    switchTo(next, file);
    return true;
  }

  private void switchTo(OpenFile next, OpenFile last) throws IOException {
    open = next;
    last.channel.close();
  }

  /** The file of that position: under its old name, or rotated away in the same folder. */
  private Optional<Path> find(FilePosition position) throws IOException {
    if (isAt(path, position, true)) {
      return Optional.of(path);
    }
    Path folder = Optional.ofNullable(path.toAbsolutePath().getParent()).orElse(path);
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    String name = String.valueOf(path.getFileName());
    try (DirectoryStream<Path> siblings = Files.newDirectoryStream(folder)) {
      for (Path sibling : siblings) {
        // Renamed, or (copied and truncated) a copy that bears the name and something after it.
        String other = String.valueOf(sibling.getFileName());
        boolean copy = position.offset() > 0 && other.matches(Pattern.quote(name) + "[.-].+");
        if (isAt(sibling, position, true) || (copy && isAt(sibling, position, false))) {
          return Optional.of(sibling);
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isAt(Path file, FilePosition position, boolean sameKey)
      throws IOException {
    if (!Files.isRegularFile(file)
        || !Files.isReadable(file)
        || Files.size(file) < position.offset()
        || (sameKey && !key(file).equals(position.file()))) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(file)) {
      return FileHead.fits(channel, position.head());
    }
  }

  /** The file system's key (device and inode), or the time of creation where it has none. */
  private static String key(Path path) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
    Object key = attributes.fileKey();
    return String.valueOf(key == null ? attributes.creationTime() : key);
  }

  /** One file while it bears the name, and a little longer. */
  private static final class OpenFile {
    private final Path path;
    private final FileChannel channel;
    private final String key;
    private final FileHead head;
    private final LineDecoder decoder;
    private long offset;
    private long quietSince = Long.MIN_VALUE;
    private @Nullable Long replacedSince;

    private OpenFile(
        Path path,
        FileChannel channel,
        String key,
        FileHead head,
        LineDecoder decoder,
        long offset) {
      this.path = path;
      this.channel = channel;
      this.key = key;
      this.head = head;
      this.offset = offset;
      this.decoder = decoder;
    }

    static OpenFile at(Path path, long offset) throws IOException {
      String key = FollowedFile.key(path);
      FileChannel channel = FileChannel.open(path);
      try {
        // Java cannot ask an open file for its key, so the name is asked before and after.
        if (key.equals(FollowedFile.key(path))) {
          FileHead head = FileHead.of(channel, offset);
          return new OpenFile(path, channel, key, head, decoder(channel, offset), offset);
        }
      } catch (IOException e) {
        channel.close();
        throw e;
      }
      channel.close();
      return at(path, offset);
    }

    /** In the middle of a file, its beginning says how it is written. */
    private static LineDecoder decoder(FileChannel channel, long offset) throws IOException {
      ByteBuffer first = ByteBuffer.allocate(2);
      if (offset < 2 || channel.read(first, 0) < 2) {
        return new LineDecoder();
      }
      return new LineDecoder(Encoding.of(first.get(0), first.get(1)));
    }

    /** Shorter than what was read of it, or another beginning. */
    boolean writtenAnew() throws IOException {
      long size = channel.size();
      return size < offset || (size > offset && !head.fits(channel));
    }

    FilePosition position() {
      return new FilePosition(key, head.toString(), offset - decoder.unfinishedBytes());
    }
  }
}
