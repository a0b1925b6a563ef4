package firstbad.server.api;

import static firstbad.server.view.Sample.FOREIGN;
import static firstbad.server.view.Sample.OWN;
import static firstbad.server.view.Sample.alert;
import static firstbad.server.view.Sample.assessment;
import static firstbad.server.view.Sample.blame;
import static firstbad.server.view.Sample.counts;
import static firstbad.server.view.Sample.culprit;
import static firstbad.server.view.Sample.end;
import static firstbad.server.view.Sample.hash;
import static firstbad.server.view.Sample.head;
import static firstbad.server.view.Sample.line;
import static firstbad.server.view.Sample.minute;
import static firstbad.server.view.Sample.revision;
import static firstbad.server.view.Sample.suspect;
import static firstbad.server.view.Sample.trackRecord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import firstbad.events.AlertKind;
import firstbad.events.ChangedFile;
import firstbad.events.GitFacts;
import firstbad.events.Level;
import firstbad.events.Outcome;
import firstbad.events.SearchKind;
import firstbad.events.TitleCount;
import firstbad.events.Verdict;
import firstbad.events.Verification;
import firstbad.events.VerificationSource;
import firstbad.events.VerificationState;
import firstbad.server.ServedView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A few bisections in a view that is served: what the contracts of the API ask about. */
abstract class ServedSample {
  static final ObjectMapper JSON = new ObjectMapper();

  /** What is asked. */
  ServedView served;

  abstract String newView() throws Exception;

  @BeforeEach
  void start() throws Exception {
    served = new ServedView(newView(), minute(30).toEpochMilli());
    served
        .feed
        .put(
            "team/derailed",
            head("team/derailed", 9, Outcome.CULPRIT_FOUND)
                .setAtStakeMs(3_600_000L)
                .setCulprit(hash(7))
                .setCulpritTitle("frob: the commit that is named")
                .build())
        .put("team/derailed/1", revision("team/derailed", 1, Verdict.BAD, OWN).build())
        .put("team/derailed/2", revision("team/derailed", 2, Verdict.GOOD, OWN).build())
        .put("team/derailed/3", revision("team/derailed", 3, Verdict.BAD, FOREIGN).build())
        .put("team/derailed", assessment("team/derailed", 1, Level.MIDDLE, 0.5).build())
        .put(
            "team/derailed",
            assessment("team/derailed", 3, Level.LOW, 0.125)
                .setSearchEnded(true)
                .setDerailed(blame("team/derailed"))
                .setBlamed(blame("team/derailed"))
                .build())
        .put("team/derailed", culprit("team/derailed", hash(7), Level.LOW, 9).build())
        .put("team/derailed", alert("team/derailed", AlertKind.DERAILED, 3, 4))
        .put(
            "team/derailed/PERSON",
            Verification.newBuilder()
                .setId("team/derailed")
                .setState(VerificationState.REFUTED)
                .setSource(VerificationSource.PERSON)
                .setMadeAt(Instant.ofEpochMilli(1_767_225_600_000L))
                .build())
        .put(
            hash(7),
            GitFacts.newBuilder()
                .setCommit(hash(7))
                .setTitle("frob: the commit that is named")
                .setChangedFiles(List.of(new ChangedFile("fs/frob.c", true)))
                .setChangedFileCount(1)
                .setFixedBy(List.of(hash(9)))
                .setReadAt(Instant.ofEpochMilli(1_767_225_600_000L))
                .build())
        .put("right", head("right", 8, Outcome.CULPRIT_FOUND).build())
        .put("right", assessment("right", 3, Level.HIGH, 0.875).setSearchEnded(true).build())
        .put("right", culprit("right", hash(7), Level.HIGH, 8).build())
        .put("running", head("running", 7, Outcome.RUNNING).build())
        .put("running", alert("running", AlertKind.STALLED, 0, 20))
        .put(
            "failed",
            head("failed", 6, Outcome.FAILED)
                .setKind(SearchKind.FIX)
                .setBugTitles(List.of(new TitleCount("<script>alert(1)</script>", "DoS", 1)))
                .build())
        .put(hash(7), suspect(hash(7), "right", "team/derailed"))
        .put("1", trackRecord())
        .put(hash(1), counts(hash(1), 8))
        .put(hash(3), counts(hash(3), 9))
        .deadLetter();
    for (int i = 1; i <= 4; i++) {
      served.feed.put("team/derailed", line(i, "line " + i));
    }
    served.feed.put("team/derailed", end(5)).apply();
    served.changes.nudge();
  }

  @AfterEach
  void stop() {
    served.close();
  }

  final JsonNode json(String path) throws Exception {
    return JSON.readTree(served.get(path).body());
  }

  final List<String> ids(String path) throws Exception {
    List<String> ids = new ArrayList<>();
    json(path).path("items").forEach(item -> ids.add(item.path("id").asText()));
    return ids;
  }
}
