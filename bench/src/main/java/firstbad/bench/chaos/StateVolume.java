package firstbad.bench.chaos;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * The folder of a state, which can be filled, damaged, emptied and, where this user may mount file
 * systems, made read-only: then it is a file system of its own in memory.
 */
final class StateVolume implements AutoCloseable {
  private static final int MEGABYTES = 256;
  private static final int SCRIBBLE = 64;

  private final Path folder;
  private final Path filler;
  private final boolean mounted;
  private final Random chance;

  StateVolume(Path folder, long seed) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.filler = folder.resolve("filler");
    this.chance = new Random(seed);
    this.mounted =
        command("mount", "-t", "tmpfs", "-o", "size=" + MEGABYTES + "m", "none", folder.toString());
  }

  /** What cannot be made here. */
  List<Fault> impossible() {
    return mounted ? List.of() : List.of(Fault.FULL, Fault.READ_ONLY);
  }

  /** Where the state is kept. */
  Path state() {
    return folder.resolve("state");
  }

  /** Writes until no byte is left. */
  void fill() {
    byte[] block = new byte[1 << 16];
    try (OutputStream out = Files.newOutputStream(filler)) {
      while (true) {
        out.write(block);
      }
    } catch (IOException e) {
      // it is full
    }
  }

  /** There is room again. */
  void makeRoom() throws IOException {
    Files.deleteIfExists(filler);
  }

  /** Nothing can be written any more, or can again. Nobody may have it open. */
  void writable(boolean writable) {
    String mode = writable ? "rw" : "ro";
    if (!command("mount", "-o", "remount," + mode, folder.toString())) {
      throw new IllegalStateException(folder + " could not be mounted again as " + mode + ".");
    }
  }

  /** Scribbles over a part of every other file. */
  void damage() throws IOException {
    byte[] noise = new byte[SCRIBBLE];
    for (Path file : files()) {
      if (chance.nextBoolean()) {
        chance.nextBytes(noise);
        byte[] bytes = Files.readAllBytes(file);
        int at = bytes.length == 0 ? 0 : chance.nextInt(bytes.length);
        System.arraycopy(noise, 0, bytes, at, Math.min(SCRIBBLE, bytes.length - at));
        Files.write(file, bytes);
      }
    }
  }

  /** Removes everything. */
  void empty() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        if (!each.equals(folder)) {
          Files.deleteIfExists(each);
        }
      }
    }
  }

  /** The regular files of the state, in an order that is always the same. */
  private List<Path> files() throws IOException {
    if (!Files.exists(state())) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(state())) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static boolean command(String... words) {
    try {
      return new ProcessBuilder(words)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    if (mounted && !command("umount", "-l", folder.toString())) {
      throw new UncheckedIOException(new IOException(folder + " could not be unmounted."));
    }
  }
}
