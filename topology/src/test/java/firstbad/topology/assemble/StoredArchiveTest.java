package firstbad.topology.assemble;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.bisection.state.Archive.Piece;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Pages are a way to keep pieces, and nothing that one could notice. */
class StoredArchiveTest {
  private final Map<String, ArchivePage> kept = new HashMap<>();
  private final StoredArchive archive =
      new StoredArchive(
          new StoredArchive.Pages() {
            @Override
            public @Nullable ArchivePage get(String key) {
              return kept.get(key);
            }

            @Override
            public void put(String key, ArchivePage page) {
              kept.put(key, page);
            }

            @Override
            public void removeAll(String prefix) {
              kept.keySet().removeIf(key -> key.startsWith(prefix));
            }
          });

  @Test
  void what_was_put_last_under_a_key_is_got_whatever_the_pages() {
    Random random = new Random(1);
    Map<String, Piece> expected = new HashMap<>();
    for (int step = 0; step < 2000; step++) {
      String id = "job-" + random.nextInt(3);
      archive.of(id);
      for (int put = random.nextInt(4); put > 0; put--) {
        String key = "key/" + random.nextInt(200);
        Piece piece = new Piece.Chunk("x".repeat(random.nextInt(300)));
        archive.put(key, piece);
        expected.put(id + key, piece);
        assertThat(archive.get(key)).isEqualTo(piece);
      }
      archive.keep();
      String asked = "key/" + random.nextInt(200);
      assertThat(archive.of(id).get(asked)).isEqualTo(expected.get(id + asked));
    }
  }

  @Test
  void what_was_held_back_is_gone_after_a_fault() {
    archive.of("job").put("key", new Piece.Word("x"));
    archive.of("job");
    archive.keep();
    assertThat(archive.of("job").get("key")).isNull();
    assertThat(kept).isEmpty();
  }

  @Test
  void a_long_bisection_is_kept_in_pages_of_about_two_kilobytes() {
    for (int revision = 0; revision < 1000; revision++) {
      archive.of("job");
      for (String kind : new String[] {"commit/", "signature/", "revision/"}) {
        archive.put(kind + "%040d".formatted(revision), new Piece.Word("y".repeat(20)));
      }
      archive.keep();
    }
    assertThat(kept).hasSizeBetween(80, 140);
    assertThat(kept.values()).allSatisfy(page -> assertThat(page.bytes()).isLessThan(2400));
  }
}
