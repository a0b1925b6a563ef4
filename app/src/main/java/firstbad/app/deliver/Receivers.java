package firstbad.app.deliver;

import firstbad.app.deliver.plan.Plan;
import firstbad.app.deliver.plan.SecretFile;
import firstbad.app.deliver.plan.Smtp;
import firstbad.app.deliver.plan.Subscription;
import firstbad.app.deliver.plan.Target;
import firstbad.app.deliver.receiver.CommandReceiver;
import firstbad.app.deliver.receiver.MailReceiver;
import firstbad.app.deliver.receiver.Receiver;
import firstbad.app.deliver.receiver.WebhookReceiver;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The receivers of a plan, by their subscriptions. */
final class Receivers {
  /** So many times the limit of one answer is that of a whole mail. */
  private static final int ANSWERS = 10;

  private static final Logger LOG = LoggerFactory.getLogger(Receivers.class);

  static Map<String, Receiver> of(Plan plan) {
    Map<String, Receiver> receivers = new HashMap<>();
    for (Subscription each : plan.subscriptions()) {
      receivers.put(each.name(), receiver(each, plan));
    }
    return receivers;
  }

  private static Receiver receiver(Subscription subscription, Plan plan) {
    Target target = subscription.target();
    if (target instanceof Target.Webhook webhook) {
      return new WebhookReceiver(new WebhookRequest(webhook), webhook.limit());
    }
    if (target instanceof Target.Mail mail) {
      Smtp smtp = Objects.requireNonNull(plan.smtp());
      Path password = smtp.passwordFile();
      return new MailReceiver(
          properties(smtp),
          smtp.from(),
          mail.to(),
          mail.cc(),
          smtp.user(),
          () -> password == null ? "" : SecretFile.read(password),
          smtp.limit().multipliedBy(ANSWERS));
    }
    Target.Command command = (Target.Command) target;
    String name = subscription.name();
    return new CommandReceiver(
        command.command(),
        command.limit(),
        text -> LOG.info("{}: {}", name, text.strip()),
        text -> LOG.warn("{}: {}", name, text.strip()));
  }

  /** What Jakarta Mail is configured with. */
  static Properties properties(Smtp smtp) {
    String limit = Long.toString(smtp.limit().toMillis());
    Properties properties = new Properties();
    properties.put("mail.smtp.host", smtp.host());
    properties.put("mail.smtp.port", Integer.toString(smtp.port()));
    properties.put("mail.smtp.auth", Boolean.toString(smtp.user() != null));
    properties.put("mail.smtp.connectiontimeout", limit);
    properties.put("mail.smtp.timeout", limit);
    properties.put("mail.smtp.writetimeout", limit);
    properties.put("mail.smtp.quitwait", "false");
    properties.put("mail.smtp.ssl.checkserveridentity", "true");
    boolean begunInPlain = smtp.security() == Smtp.Security.STARTTLS;
    properties.put("mail.smtp.starttls.enable", Boolean.toString(begunInPlain));
    properties.put("mail.smtp.starttls.required", Boolean.toString(begunInPlain));
    properties.put("mail.smtp.ssl.enable", Boolean.toString(smtp.security() == Smtp.Security.TLS));
    return properties;
  }

  private Receivers() {}
}
