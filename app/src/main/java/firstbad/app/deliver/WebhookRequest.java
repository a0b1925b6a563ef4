package firstbad.app.deliver;

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

/**
 * A message as the request that a kind of receiver expects. Headers follow the "Standard Webhooks"
 * convention: id, time and signature.
 */
final class WebhookRequest implements WebhookReceiver.Request {
  private static final ObjectMapper JSON = new ObjectMapper();
  // Slack takes 40,000 characters and Matrix 64 KiB.
  private static final int LONGEST_TEXT = 30_000;

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
    String cut = text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "...";
    switch (webhook.template()) {
      case SLACK ->
          body.put(
              "text",
              "```\n"
                  + cut.replace("`", "'")
                      .replace("&", "&amp;")
                      .replace("<", "&lt;")
                      .replace(">", "&gt;")
                  + "\n```");
      case MATRIX -> {
        body.put("msgtype", "m.notice");
        body.put("body", cut);
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
}
