package firstbad.app.whole;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import firstbad.app.Call;
import firstbad.events.Level;
import firstbad.schemas.Topics;
import firstbad.server.Server;
import firstbad.server.ServerSettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The page, which shows the topic, and {@code evaluate --from-kafka}, which adds up by itself, say
 * the same of what became of culprits.
 */
@Tag("slow")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class TrackRecordAgreesTest extends EventsInKafka {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void topic_page_and_terminal_agree_to_the_digit_also_after_a_mark_was_changed() throws Exception {
    for (int i = 0; i < 7; i++) {
      sent.culprit("job-" + i, i < 5 ? Level.HIGH : Level.LOW, Map.of());
    }
    for (int i = 0; i < 4; i++) {
      assertThat(call("verify", "job-" + i, i == 0 ? "--refuted" : "--confirmed").code()).isZero();
    }
    assertThat(call("verify", "job-6", "--refuted", "--source", "rerun").code()).isZero();
    assertThat(call("verify", "job-5", "--needs-rerun").code()).isZero();
    ServerSettings settings =
        ServerSettings.in(folder, Topics.ofDefaultPrefix(), kafka.clientProperties());
    try (CommandProcess topology = CommandProcess.topology(kafka, folder.resolve("topology"));
        Server server = Server.started(settings)) {
      topology.requireAlive();
      agree(server, 3, 1);
      assertThat(call("verify", "job-0", "--confirmed").code()).isZero();
      agree(server, 4, 0);
      assertThat(call("verify", "job-1", "--withdrawn").code()).isZero();
      agree(server, 3, 0);
    }
    assertThat(call("culprits").out())
        .contains("Confirmed: this culprit is right. Before that, and from the log\n");
    assertThat(call("evaluate", "--from-kafka").out())
        .contains("High trust: 3 of 3 verified culprits were right")
        .contains("Calibration of what was answered, with parameters made\n  probability  culprits")
        .contains("\n  0.7 to 0.8          0        -      -\n")
        .contains("\n  0.8 to 0.9          4     80 %   75 %\n");
  }

  private void agree(Server server, int confirmed, int refuted) throws Exception {
    JsonNode page = JSON.createObjectNode();
    while (page.at("/rows/0/confirmed").asInt(-1) != confirmed
        || page.at("/rows/0/refuted").asInt(-1) != refuted
        || page.at("/rows/1/refuted").asInt(-1) != 1
        || !page.at("/rows/1/sentence").asText().endsWith("; 1 in doubt.")) {
      TimeUnit.MILLISECONDS.sleep(100);
      URI address = URI.create(server.url() + "/api/v1/track-record");
      page =
          JSON.readTree(
              HttpClient.newHttpClient()
                  .send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
                  .body());
    }
    Call terminal = call("evaluate", "--from-kafka", "--format", "json");
    assertThat(JSON.readTree(terminal.out()).path("track_record")).isEqualTo(page);
  }

  private Call call(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--bootstrap-servers", kafka.bootstrapServers()));
    all.addAll(List.of("--registry", kafka.registryUrl()));
    return Call.firstbad(all.toArray(String[]::new));
  }
}
