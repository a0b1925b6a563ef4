package firstbad.app.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import firstbad.app.deliver.plan.Target;
import firstbad.app.deliver.plan.Target.Template;
import firstbad.app.deliver.receiver.Message;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That what is sent fits where it is sent, whatever it holds. */
class WebhookRequestTest {
  private static final int MATRIX_EVENT = 65_536;
  private static final int SLACK_TEXT = 40_000;

  @ParameterizedTest
  @CsvSource({"&, 60000", "<, 60000", "\u00e4, 60000", "\ud83d\udc1b, 30000", "a, 60000"})
  void a_long_text_is_cut_by_what_it_takes_there(String character, int many) throws Exception {
    String text = character.repeat(many);
    assertThat(sent(Template.MATRIX, text).getBytes(StandardCharsets.UTF_8))
        .hasSizeBetween(MATRIX_EVENT / 2, MATRIX_EVENT);
    String slack = new ObjectMapper().readTree(sent(Template.SLACK, text)).path("text").asText();
    assertThat(slack).hasSizeBetween(SLACK_TEXT / 2, SLACK_TEXT).endsWith("...\n```");
    assertThat(slack).doesNotContainPattern("&(?!amp;|lt;)");
  }

  @Test
  void a_short_text_is_sent_whole() throws Exception {
    assertThat(sent(Template.MATRIX, "line \"1\"\n")).contains("a subject", "line \\\"1\\\"\\n");
    assertThat(sent(Template.SLACK, "a < b")).contains("a &lt; b").doesNotContain("...");
  }

  @Test
  void a_crash_title_rings_nobody_s_phone_in_a_room() throws Exception {
    JsonNode event = new ObjectMapper().readTree(sent(Template.MATRIX, "WARNING in @room"));
    assertThat(event.path("m.mentions").isObject()).isTrue();
    assertThat(event.path("m.mentions")).isEmpty();
  }

  @Test
  void the_list_of_the_longest_digest_fits_whole() throws Exception {
    List<Message> each = new ArrayList<>();
    for (int i = 100; i < 300; i++) {
      String subject = "[firstbad] KASAN in job-" + i + " " + "\u00e4".repeat(160);
      each.add(new Message("key", "culprits", "job-" + i, "{}", Map.of(), subject, "a text\n"));
    }
    Message digest = Messages.digest(each, "all");
    for (Template template : List.of(Template.SLACK, Template.MATRIX)) {
      assertThat(sent(template, digest.text())).contains("in job-100 ", "in job-299 ");
    }
  }

  private static String sent(Template template, String text) throws Exception {
    URI address = URI.create("https://example.org/room");
    WebhookRequest request =
        new WebhookRequest(
            new Target.Webhook(address, template, null, null, Duration.ofSeconds(1)));
    Message message = new Message("key", "culprits", "job-1", "{}", Map.of(), "a subject", text);
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    HttpRequest.BodyPublisher publisher = request.of(message).build().bodyPublisher().orElseThrow();
    publisher.subscribe(
        new Flow.Subscriber<>() {
          @Override
          public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
          }

          @Override
          public void onNext(ByteBuffer part) {
            byte[] bytes = new byte[part.remaining()];
            part.get(bytes);
            body.writeBytes(bytes);
          }

          @Override
          public void onError(Throwable fault) {
            throw new AssertionError(fault);
          }

          @Override
          public void onComplete() {}
        });
    return body.toString(StandardCharsets.UTF_8);
  }
}
