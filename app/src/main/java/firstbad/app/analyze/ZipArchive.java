package firstbad.app.analyze;

import firstbad.app.cli.DisplayText;
import firstbad.publisher.Unpacking;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A zip archive that may have been made to fill our memory. What its directory says of the sizes is
 * judged before anything is unpacked, so that the same entries are refused each time; while an
 * entry is unpacked it is held to that size.
 */
final class ZipArchive implements AutoCloseable {
  /** The most that the logs of one archive may be together, in bytes. */
  static final long MOST_BYTES = 1L << 30;

  private final ZipFile file;

  private ZipArchive(ZipFile file) {
    this.file = file;
  }

  static ZipArchive open(Path path) throws IOException {
    return new ZipArchive(new ZipFile(path.toFile()));
  }

  /** An entry that may be read. */
  record Entry(ZipFile file, ZipEntry entry) {
    String name() {
      return entry.getName();
    }

    LogInput as(String id) {
      return new LogInput(
          name(),
          id,
          () ->
              Unpacking.bounded(
                  name(),
                  new Declared(file.getInputStream(entry), entry.getSize()),
                  entry.getCompressedSize()));
    }
  }

  /**
   * Finds the logs in it, by name.
   *
   * @param wanted tells a log by its name
   * @param found gets each that may be read
   * @param refused gets a sentence for each that may not
   */
  void find(Predicate<String> wanted, Consumer<Entry> found, Consumer<String> refused) {
    List<? extends ZipEntry> entries = files(wanted);
    if (entries.isEmpty()) {
      refused.accept("There is no log in " + name() + ": nothing there is named *.txt or *.log.");
    }
    long total = 0;
    for (ZipEntry entry : entries) {
      String reason = tooMuch(entry, total);
      if (reason.isEmpty()) {
        total += entry.getSize();
        found.accept(new Entry(file, entry));
      } else {
        refused.accept(
            DisplayText.visible(entry.getName()) + " in " + name() + " is left out: " + reason);
      }
    }
  }

  private List<? extends ZipEntry> files(Predicate<String> wanted) {
    return Collections.list(file.entries()).stream()
        .filter(entry -> !entry.isDirectory() && wanted.test(entry.getName()))
        .sorted(Comparator.comparing(ZipEntry::getName))
        .toList();
  }

  private static String tooMuch(ZipEntry entry, long total) {
    long size = entry.getSize();
    if (size > Unpacking.MOST_BYTES) {
      return "unpacked it is more than " + (Unpacking.MOST_BYTES >> 20) + " MiB.";
    }
    if (size > 1 << 20 && size / Unpacking.MOST_RATIO > entry.getCompressedSize()) {
      return "unpacked it is more than " + Unpacking.MOST_RATIO + " times its size.";
    }
    if (total + size > MOST_BYTES) {
      return "the logs before it are " + (MOST_BYTES >> 30) + " GiB already.";
    }
    return "";
  }

  private String name() {
    return DisplayText.visible(file.getName());
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  /** An entry that gives no more than the directory of its archive says. */
  private static final class Declared extends InputStream {
    private final InputStream input;
    private long left;

    Declared(InputStream input, long size) {
      this.input = input;
      this.left = size;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      int read = input.read(into, from, length);
      left -= Math.max(0, read);
      if (left < 0) {
        throw new IOException("it is longer than its archive says");
      }
      return read;
    }

    @Override
    public void close() throws IOException {
      input.close();
    }
  }
}
