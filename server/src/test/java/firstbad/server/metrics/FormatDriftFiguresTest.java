package firstbad.server.metrics;

import static firstbad.server.view.Sample.alert;
import static firstbad.server.view.Sample.hash;
import static firstbad.server.view.Sample.head;
import static firstbad.server.view.Sample.minute;
import static org.assertj.core.api.Assertions.assertThat;

import firstbad.events.AlertKind;
import firstbad.events.Outcome;
import firstbad.server.ServedView;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Unknown words are counted by the fuzzer that wrote them. */
class FormatDriftFiguresTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void bisections_with_unknown_words_are_counted_by_the_commit_of_the_fuzzer() {
    try (ServedView served =
        new ServedView(folder.resolve("view.db").toString(), minute(30).toEpochMilli())) {
      drifted(served, "one", hash(7));
      drifted(served, "two", hash(7));
      drifted(served, "three", hash(8));
      drifted(served, "four", null);
      served
          .feed
          .put("five", head("five", 1, Outcome.RUNNING).setFuzzerCommit(hash(9)).build())
          .put("five", alert("five", AlertKind.DERAILED, 3, 4))
          .apply();

      assertThat(served.database.reader().withHandle(FormatDriftFigures::byCommit))
          .hasSize(3)
          .containsEntry(hash(7).substring(0, 12), 2L)
          .containsEntry(hash(8).substring(0, 12), 1L)
          .containsEntry("unknown", 1L);
    }
  }

  private static void drifted(ServedView served, String id, @Nullable String fuzzer) {
    served
        .feed
        .put(id, head(id, 1, Outcome.RUNNING).setFuzzerCommit(fuzzer).build())
        .put(id, alert(id, AlertKind.FORMAT_DRIFT, 3, 4))
        .apply();
  }
}
