package firstbad.server;

import static firstbad.server.view.Sample.culprit;
import static firstbad.server.view.Sample.hash;
import static org.assertj.core.api.Assertions.assertThat;

import firstbad.embedded.EmbeddedKafka;
import firstbad.events.Level;
import firstbad.schemas.TestTopics;
import firstbad.schemas.Topic;
import firstbad.schemas.Topics;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A verification that is posted, from the request to the lists, with a token that may write. */
@Tag("slow")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class PostedVerificationTest {
  private static final String READER = "a-token-that-reads-and-is-long-enough";
  private static final String WRITER = "a-token-that-writes-and-is-long-enough";

  private final HttpClient client = HttpClient.newHttpClient();
  @TempDir private Path folder = Path.of("");

  @Test
  void one_token_may_and_another_may_not_and_the_lists_say_so() throws Exception {
    Topics topics = Topics.ofDefaultPrefix();
    Path tokens =
        Files.writeString(folder.resolve("tokens"), "read " + READER + "\n" + WRITER + "\n");
    try (EmbeddedKafka kafka = EmbeddedKafka.started();
        TestTopics written = new TestTopics(kafka.clientProperties(), 1)) {
      ServerSettings settings =
          ServerSettings.in(folder, topics, kafka.clientProperties()).guarded(tokens, null);
      try (Server server = Server.started(settings)) {
        String url = server.url() + "/api/v1/";
        written.send(Topic.CULPRITS, "job-1", culprit("job-1", hash(7), Level.HIGH, 8).build());
        await(url + "culprits?verification=OPEN", "\"job-1\"");
        assertThat(post(url, READER).statusCode()).isEqualTo(403);
        assertThat(post(url, "wrong").statusCode()).isEqualTo(401);
        HttpResponse<String> answer = post(url, WRITER);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("\"culprit\":\"" + hash(7) + "\"");
        await(url + "culprits?verification=REFUTED", "\"job-1\"");
        await(
            url + "bisections/job-1/verification",
            "\"verification_sentences\":[\"Refuted by a person (somebody, ");
        await(url + "bisections/nobody/verification", "There is no bisection with the id nobody.");
      }
    }
  }

  private HttpResponse<String> post(String url, String token) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(url + "bisections/job-1/verification"))
            .header("Authorization", "Bearer " + token)
            .POST(BodyPublishers.ofString("{\"state\":\"REFUTED\",\"made_by\":\"somebody\"}"))
            .build(),
        BodyHandlers.ofString());
  }

  private void await(String url, String wanted) throws Exception {
    String answer = "";
    while (!answer.contains(wanted)) {
      TimeUnit.MILLISECONDS.sleep(100);
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(url))
              .header("Authorization", "Bearer " + READER)
              .build();
      answer = client.send(request, BodyHandlers.ofString()).body();
    }
  }
}
