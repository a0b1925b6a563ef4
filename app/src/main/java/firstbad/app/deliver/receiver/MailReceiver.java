package firstbad.app.deliver.receiver;

import firstbad.app.cli.Sentences;
import firstbad.app.mail.MessageId;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * People, by way of a mail server, in plain text. A message is taken when the server has accepted
 * it for all of them. It has the same Message-ID in every attempt, by which mail programs know a
 * repetition.
 */
public final class MailReceiver implements Receiver {
  private static final Logger LOG = LoggerFactory.getLogger(MailReceiver.class);
  private static final int ID_BYTES = 16;

  private final Properties server;
  private final String from;
  private final List<String> to;
  private final List<String> cc;
  private final @Nullable String user;
  private final Password password;
  private final Duration limit;

  /** Reads the password anew for each mail, so that a changed one counts at once. */
  @FunctionalInterface
  public interface Password {

    /**
     * The password; empty where there is no user.
     *
     * @throws IOException when it cannot be read
     */
    String read() throws IOException;
  }

  /**
   * People.
   *
   * @param server properties of Jakarta Mail, {@code mail.smtp.host} among them
   * @param user null where the server wants no log-in
   * @param limit how long one mail may take, however often the server says something
   */
  public MailReceiver(
      Properties server,
      String from,
      List<String> to,
      List<String> cc,
      @Nullable String user,
      Password password,
      Duration limit) {
    this.server = server;
    this.from = from;
    this.to = to;
    this.cc = cc;
    this.user = user;
    this.password = password;
    this.limit = limit;
  }

  @Override
  public Attempt attempt(Message message) {
    try (MailSockets sockets = new MailSockets(limit)) {
      return attempt(message, sockets);
    } catch (IOException e) {
      return Attempt.failed("has a password that cannot be read: " + Sentences.reason(e), "");
    }
  }

  private Attempt attempt(Message message, MailSockets sockets) throws IOException {
    try {
      send(message, sockets);
      return Attempt.accepted("");
    } catch (MessagingException e) {
      String why =
          sockets.ended()
              ? "took more than " + limit.toSeconds() + " s"
              : Sentences.reason(Sentences.root(e)).replaceAll("\\s+", " ");
      return Attempt.failed("did not accept the mail: " + why, "");
    }
  }

  private void send(Message message, MailSockets sockets) throws MessagingException, IOException {
    Properties properties = new Properties();
    properties.putAll(server);
    properties.put("mail.smtp.socketFactory", sockets);
    properties.putIfAbsent("mail.smtp.ssl.socketFactory", sockets); // is wrapped for TLS
    properties.put("mail.smtp.socketFactory.fallback", "false");
    Session session = Session.getInstance(properties);
    MimeMessage mail = mail(session, message);
    Transport transport = session.getTransport("smtp");
    try {
      if (user == null) {
        transport.connect();
      } else {
        transport.connect(user, password.read());
      }
      transport.sendMessage(mail, mail.getAllRecipients());
    } finally {
      leave(transport);
    }
  }

  /** A server that is gone by then keeps what it has accepted: this is no failure of the mail. */
  private static void leave(Transport transport) {
    try {
      transport.close();
    } catch (MessagingException e) {
      LOG.debug("The mail server did not say good-bye: {}", Sentences.reason(e));
    }
  }

  private MimeMessage mail(Session session, Message message) throws MessagingException {
    String id = "<firstbad." + digest(message.key()) + "@" + domain(from) + ">";
    MimeMessage mail =
        new MimeMessage(session) {
          @Override
          protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
          }
        };
    mail.setFrom(new InternetAddress(from));
    mail.setRecipients(RecipientType.TO, addresses(to));
    mail.setRecipients(RecipientType.CC, addresses(cc));
    mail.setSubject(message.subject(), StandardCharsets.UTF_8.name());
    String now = DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC));
    mail.setHeader("Date", now);
    mail.setHeader("Auto-Submitted", "auto-generated"); // RFC 3834: let no robot answer
    mail.setHeader("X-Firstbad-Key", message.key().replaceAll("[^ -~]", " "));
    Optional<String> answered =
        MessageId.header(message.fields().getOrDefault(MessageFields.MESSAGE_ID, ""));
    if (answered.isPresent()) {
      mail.setHeader("In-Reply-To", answered.get());
      mail.setHeader("References", answered.get());
    }
    mail.setText(message.text(), StandardCharsets.UTF_8.name());
    return mail;
  }

  private static InternetAddress[] addresses(List<String> texts) throws MessagingException {
    InternetAddress[] addresses = new InternetAddress[texts.size()];
    for (int i = 0; i < addresses.length; i++) {
      addresses[i] = new InternetAddress(texts.get(i));
    }
    return addresses;
  }

  private static String domain(String address) {
    return address.substring(address.indexOf('@') + 1).replace(">", "").strip();
  }

  private static String digest(String key) {
    try {
      byte[] all =
          MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(all, 0, ID_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
