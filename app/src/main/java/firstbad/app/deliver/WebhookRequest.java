package firstbad.app.deliver;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import firstbad.app.deliver.plan.SecretFile;
import firstbad.app.deliver.plan.Target;
import firstbad.app.deliver.plan.Target.Template;
import firstbad.app.deliver.receiver.Message;
import firstbad.app.deliver.receiver.Signature;
import firstbad.app.deliver.receiver.WebhookReceiver;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.ToIntFunction;

/**
 * A message as the request that a kind of receiver expects. Headers follow the "Standard Webhooks"
 * convention: id, time and signature.
 */
final class WebhookRequest implements WebhookReceiver.Request {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Of the 40,000 characters that Slack takes, escapes included. */
  private static final int SLACK_CHARACTERS = 38_000;

  /** Of the 64 KiB that an event of Matrix may take, as JSON in UTF-8. */
  private static final int MATRIX_BYTES = 60_000;

  private final Target.Webhook webhook;

  WebhookRequest(Target.Webhook webhook) {
    this.webhook = webhook;
  }

  @Override
  public HttpRequest.Builder of(Message message) throws IOException {
    String body = body(message);
    boolean matrix = webhook.template() == Template.MATRIX;
    HttpRequest.Builder request =
        WebhookReceiver.json(
            matrix ? transaction(message) : webhook.url(), matrix ? "PUT" : "POST", body);
    long seconds = Instant.now().getEpochSecond();
    request
        .header("Idempotency-Key", message.key())
        .header("webhook-id", message.key())
        .header("webhook-timestamp", Long.toString(seconds));
    Path secret = webhook.secretFile();
    if (secret != null) {
      String signature = Signature.of(SecretFile.read(secret), message.key(), seconds, body);
      request.header("webhook-signature", signature);
    }
    Path token = webhook.tokenFile();
    if (token != null) {
      request.header("Authorization", "Bearer " + SecretFile.read(token));
    }
    return request;
  }

  /** Matrix knows a repetition by the last part of the address. */
  private URI transaction(Message message) {
    String base = webhook.url().toString();
    String id = URLEncoder.encode(message.key(), StandardCharsets.UTF_8);
    return URI.create((base.endsWith("/") ? base : base + "/") + id);
  }

  private String body(Message message) throws IOException {
    ObjectNode body = JSON.createObjectNode();
    String text = message.subject() + "\n\n" + message.text();
    switch (webhook.template()) {
      case SLACK -> {
        String fits = cut(text, SLACK_CHARACTERS, each -> slack(each).length());
        body.put("text", "```\n" + slack(fits) + "\n```");
      }
      case MATRIX -> {
        body.put("msgtype", "m.notice");
        body.putObject("m.mentions"); // else a name in a crash title, or @room, rings there
        body.put("body", cut(text, MATRIX_BYTES, WebhookRequest::bytesInJson));
      }
      case GENERIC -> {
        body.put("key", message.key());
        body.put("topic", message.topic());
        body.put("bisection_id", message.bisectionId());
        body.put("subject", message.subject());
        body.put("text", message.text());
        body.set("event", JSON.readTree(message.json()));
      }
    }
    return JSON.writeValueAsString(body);
  }

  private static String slack(String text) {
    return text.replace("`", "'").replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static int bytesInJson(String text) {
    return new String(JsonStringEncoder.getInstance().quoteAsString(text))
        .getBytes(StandardCharsets.UTF_8)
        .length;
  }

  /** As many characters as fit, by what each of them takes where it is sent. */
  private static String cut(String text, int most, ToIntFunction<String> size) {
    int taken = 0;
    for (int at = 0; at < text.length(); ) {
      int end = text.offsetByCodePoints(at, 1);
      taken += size.applyAsInt(text.substring(at, end));
      if (taken > most) {
        return text.substring(0, at) + "...";
      }
      at = end;
    }
    return text;
  }
}
