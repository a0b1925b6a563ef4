package firstbad.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

class StateFolderTest {
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  @TempDir
  Path folder;

  @Test
  void a_copy_that_can_be_opened_stays() throws Exception {
    Path store = store();

    open();

    assertThat(store).isDirectory();
    assertThat(aside()).isEmpty();
  }

  @Test
  void a_damaged_store_is_moved_aside() throws Exception {
    Path store = store();
    try (Stream<Path> files = Files.list(store)) {
      for (Path file : files.filter(each -> each.toString().contains("MANIFEST")).toList()) {
        Files.writeString(file, "not RocksDB's");
      }
    }

    open();

    assertThat(store).doesNotExist();
    assertThat(aside()).hasSize(1);
  }

  @Test
  void a_store_whose_first_file_is_cut_off_is_moved_aside() throws Exception {
    Path store = store();
    Files.writeString(store.resolve("CURRENT"), "MANIFEST-00");

    open();

    assertThat(store).doesNotExist();
    assertThat(aside()).hasSize(1);
  }

  @Test
  void a_copy_found_damaged_in_use_is_moved_aside_at_the_next_start() throws Exception {
    store();
    try (StateFolder used = new StateFolder(folder, "app")) {
      used.open();
      used.markDamaged();
    }

    open();

    assertThat(aside()).hasSize(1);
  }

  @Test
  void what_is_no_folder_is_moved_aside() throws Exception {
    Files.writeString(folder.resolve("app"), "somebody's");

    open();

    assertThat(aside()).hasSize(1);
  }

  @Test
  void a_second_process_and_a_file_in_its_place_are_one_sentence() throws Exception {
    try (StateFolder first = new StateFolder(folder, "app");
        StateFolder second = new StateFolder(folder, "app")) {
      first.open();
      assertThatThrownBy(second::open)
          .isInstanceOf(WrongConfiguration.class)
          .hasMessageContainingAll("Another process uses the state folder", "--state");
      assertThat(second.usedByAnother())
          .hasValueSatisfying(said -> assertThat(said).contains("Another process"));
    }
    open(); // it was given back

    Path file = Files.writeString(folder.resolve("file"), "");
    try (StateFolder wrong = new StateFolder(file, "app")) {
      assertThatThrownBy(wrong::open)
          .isInstanceOf(WrongConfiguration.class)
          .hasMessageContaining("is a file");
    }
    try (StateFolder wrong = new StateFolder(Path.of("/proc/firstbad"), "app")) {
      assertThatThrownBy(wrong::open)
          .isInstanceOf(WrongConfiguration.class)
          .hasMessageContaining("cannot be written");
    }
  }

  private void open() {
    try (StateFolder used = new StateFolder(folder, "app")) {
      used.open();
    }
  }

  private Path store() throws IOException, RocksDBException {
    Path store = Files.createDirectories(folder.resolve("app/0_0/rocksdb")).resolve("store");
    RocksDB.loadLibrary();
    try (Options options = new Options().setCreateIfMissing(true);
        RocksDB made = RocksDB.open(options, store.toString())) {
      made.put(new byte[] {1}, new byte[] {2});
    }
    return store;
  }

  private List<Path> aside() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(each -> each.toString().contains("app.damaged-")).toList();
    }
  }
}
