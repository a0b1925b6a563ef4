package firstbad.topology;

import firstbad.topology.read.FaultOrigin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.DBOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The local copy of the state. It can always be made again from Kafka, so what is damaged, or was
 * put there by somebody else, is moved aside; what cannot be mended so is one sentence.
 */
final class StateFolder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StateFolder.class);
  private static final String LOCK = ".firstbad-lock";
  private static final String DAMAGED = ".firstbad-damaged";
  private static final long MIB = 1024 * 1024;
  private static final long LEAST_FREE_BYTES = 64 * MIB;
  private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

  private final Path folder;
  private final Path copy;
  private @Nullable FileChannel channel;

  /**
   * @param folder as it is configured; Streams keeps its copy under the application id in it
   */
  StateFolder(Path folder, String applicationId) {
    this.folder = folder;
    this.copy = folder.resolve(applicationId);
  }

  /**
   * Makes the folder where there is none, and writes into it.
   *
   * @throws WrongConfiguration when that cannot be done
   */
  void requireWritable() {
    try {
      Files.createDirectories(folder);
      Files.delete(Files.createTempFile(folder, ".firstbad-", ".probe"));
    } catch (FileAlreadyExistsException e) {
      throw new WrongConfiguration(
          "The state folder %s is a file; name a folder with --state.".formatted(folder), e);
    } catch (IOException e) {
      throw new WrongConfiguration(
          unwritable(FaultOrigin.unwritable(e).orElseGet(() -> reason(e))), e);
    }
  }

  /**
   * Takes the folder for this process, and moves a copy aside that cannot be opened.
   *
   * @throws WrongConfiguration when the folder cannot be used
   */
  void open() {
    requireWritable();
    try {
      if (!lock()) {
        throw new WrongConfiguration(used());
      }
      long free = Files.getFileStore(folder).getUsableSpace();
      if (free < LEAST_FREE_BYTES) {
        throw new WrongConfiguration(
            "The disk of the state folder %s has %d MiB left, and needs %d; make room, or name a folder on another disk with --state."
                .formatted(folder, free / MIB, LEAST_FREE_BYTES / MIB));
      }
      String damage = damage();
      if (damage != null) {
        Path aside =
            folder.resolve(
                copy.getFileName() + ".damaged-" + STAMP.format(LocalDateTime.now(ZoneOffset.UTC)));
        Files.move(copy, aside);
        LOG.warn(
            "The copy of the state in {} cannot be used ({}). It was moved to {}, which can be deleted, and is made again from Kafka.",
            copy,
            damage,
            aside);
      }
    } catch (IOException e) {
      throw new WrongConfiguration(
          unwritable(FaultOrigin.unwritable(e).orElseGet(() -> reason(e))), e);
    }
  }

  /** The sentence for a folder that another process uses; empty where none does. */
  Optional<String> usedByAnother() {
    try (StateFolder probe = new StateFolder(folder, copy.getFileName().toString())) {
      return probe.lock() ? Optional.empty() : Optional.of(used());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private String used() {
    return "Another process uses the state folder %s; stop it, or give each instance a folder of its own with --state."
        .formatted(folder);
  }

  /** The sentence for a folder that cannot be written, for this reason. */
  String unwritable(String reason) {
    return "The state folder %s cannot be written: %s. Fix this, or name another folder with --state; it can be empty, since the state is made again from Kafka."
        .formatted(folder, reason);
  }

  /** The copy turned out to be damaged while it was in use; the next start makes it again. */
  void markDamaged() {
    try {
      Files.writeString(copy.resolve(DAMAGED), "found while it was in use\n");
    } catch (IOException e) {
      LOG.debug("The damage of {} cannot be noted", copy, e);
    }
  }

  /** Whether the folder is this one's from now on; not where another has it. */
  private boolean lock() throws IOException {
    FileChannel opened =
        FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock;
    try {
      lock = opened.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null;
    }
    if (lock == null) {
      opened.close();
      return false;
    }
    channel = opened;
    return true;
  }

  /** Why the copy cannot be used; null when it can, or when there is none. */
  private @Nullable String damage() throws IOException {
    if (!Files.exists(copy)) {
      return null;
    }
    if (!Files.isDirectory(copy)) {
      return "it is a file";
    }
    if (Files.exists(copy.resolve(DAMAGED))) {
      return "it was found damaged while it was in use";
    }
    for (Path task : folders(copy)) {
      for (Path store : folders(task.resolve("rocksdb"))) {
        String damage = damage(store);
        if (damage != null) {
          return damage;
        }
      }
    }
    return null;
  }

  /** Opens a store as Streams will, but without writing. */
  private @Nullable String damage(Path store) {
    RocksDB.loadLibrary();
    List<ColumnFamilyHandle> handles = new ArrayList<>();
    try (Options options = new Options();
        DBOptions opening = new DBOptions()) {
      List<ColumnFamilyDescriptor> families = new ArrayList<>();
      for (byte[] family : RocksDB.listColumnFamilies(options, store.toString())) {
        families.add(new ColumnFamilyDescriptor(family));
      }
      if (families.isEmpty()) {
        // A store that was never written has no such file; one that has it names families.
        return Files.exists(store.resolve("CURRENT"))
            ? copy.relativize(store) + ": its file CURRENT is damaged"
            : null;
      }
      RocksDB.openReadOnly(opening, store.toString(), families, handles).close();
      return null;
    } catch (RocksDBException e) {
      return copy.relativize(store) + ": " + e.getMessage();
    } finally {
      handles.forEach(ColumnFamilyHandle::close);
    }
  }

  private static List<Path> folders(Path parent) throws IOException {
    List<Path> folders = new ArrayList<>();
    if (Files.isDirectory(parent)) {
      try (DirectoryStream<Path> children = Files.newDirectoryStream(parent, Files::isDirectory)) {
        children.forEach(folders::add);
      }
    }
    return folders;
  }

  private static String reason(IOException e) {
    String name = e.getClass().getSimpleName().replace("Exception", "");
    return e.getMessage() == null ? name : name + ": " + e.getMessage();
  }

  @Override
  public void close() {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
