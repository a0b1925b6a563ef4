package firstbad.server.metrics;

import static firstbad.server.view.Sample.OWN;
import static firstbad.server.view.Sample.head;
import static firstbad.server.view.Sample.minute;
import static firstbad.server.view.Sample.revision;
import static org.assertj.core.api.Assertions.assertThat;

import firstbad.events.Outcome;
import firstbad.events.Verdict;
import firstbad.server.ServedView;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the view says about all bisections together. */
class ViewFiguresTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void an_old_log_that_is_played_is_as_old_as_its_first_revision_here() {
    Instant named = Instant.parse("2021-03-04T05:06:07Z");
    try (ServedView served =
        new ServedView(folder.resolve("view.db").toString(), minute(30).toEpochMilli())) {
      served
          .feed
          .put("old", head("old", 2, Outcome.RUNNING).setStartedAt(named).build())
          .put("old/1", revision("old", 1, Verdict.BAD, OWN).build())
          .put("old/2", revision("old", 2, Verdict.GOOD, OWN).build())
          .put(
              "begun",
              head("begun", 1, Outcome.RUNNING)
                  .setStartedAt(named)
                  .setLastLineAt(minute(20))
                  .build())
          .apply();

      ViewFigures figures = ViewFigures.of(served.database.reader(), minute(30).toEpochMilli());

      assertThat(Instant.ofEpochMilli(figures.oldestOpen())).isEqualTo(minute(1));
    }
  }
}
