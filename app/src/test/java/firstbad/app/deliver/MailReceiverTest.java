package firstbad.app.deliver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.DummySSLSocketFactory;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import firstbad.app.deliver.plan.Smtp;
import firstbad.app.deliver.plan.Smtp.Security;
import firstbad.app.deliver.receiver.Attempt;
import firstbad.app.deliver.receiver.MailReceiver;
import firstbad.app.deliver.receiver.Message;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** What goes to a mail server, and what does not go there unencrypted. */
class MailReceiverTest {
  private static final Message MESSAGE =
      new Message("key/1", "culprits", "job-1", "{}", Map.of(), "a subject", "a secret text\n");

  @Test
  void starttls_encrypts_all_but_the_greeting() throws Exception {
    try (StartTlsServer server = new StartTlsServer()) {
      Properties properties = properties(server.port(), Security.STARTTLS);
      // the certificate is made up, and vouched for here alone
      properties.put("mail.smtp.ssl.socketFactory", new DummySSLSocketFactory());
      properties.put("mail.smtp.ssl.checkserveridentity", "false");
      Attempt attempt = receiver(properties).attempt(MESSAGE);
      assertThat(attempt.reason()).isEmpty();
      assertThat(attempt.accepted()).isTrue();
      assertThat(server.plain()).hasSize(2).last().isEqualTo("STARTTLS");
      assertThat(server.encrypted())
          .contains("Subject: a subject", "a secret text", "X-Firstbad-Key: key/1");
    }
  }

  @Test
  void a_certificate_that_nobody_vouches_for_gets_no_mail() throws Exception {
    try (StartTlsServer server = new StartTlsServer()) {
      Attempt attempt = receiver(properties(server.port(), Security.STARTTLS)).attempt(MESSAGE);
      assertThat(attempt.accepted()).isFalse();
      assertThat(attempt.reason()).contains("did not accept the mail: ").contains("certificat");
      assertThat(server.encrypted()).isEmpty();
    }
  }

  @Test
  void a_server_without_starttls_gets_no_mail() {
    GreenMail plain = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    plain.start();
    try {
      int port = plain.getSmtp().getPort();
      Attempt attempt = receiver(properties(port, Security.STARTTLS)).attempt(MESSAGE);
      assertThat(attempt.accepted()).isFalse();
      assertThat(attempt.reason()).contains("STARTTLS");
      assertThat(plain.getReceivedMessages()).isEmpty();
    } finally {
      plain.stop();
    }
  }

  @Test
  void tls_from_the_first_byte_reaches_a_server_that_speaks_it() {
    GreenMail mails = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS));
    mails.start();
    try {
      Properties properties = properties(mails.getSmtps().getPort(), Security.TLS);
      assertThat(receiver(properties).attempt(MESSAGE).reason()).contains("certificat");
      properties.put("mail.smtp.ssl.socketFactory", new DummySSLSocketFactory());
      properties.put("mail.smtp.ssl.checkserveridentity", "false");
      assertThat(receiver(properties).attempt(MESSAGE).accepted()).isTrue();
      assertThat(mails.getReceivedMessages()).hasSize(1);
    } finally {
      mails.stop();
    }
  }

  @Test
  void a_mail_that_was_accepted_is_not_failed_when_the_server_is_gone_at_the_end()
      throws Exception {
    try (AbruptServer server = new AbruptServer()) {
      Properties properties = properties(server.port(), Security.NONE);
      properties.put("mail.smtp.quitwait", "true"); // for the answer that does not come
      Message message =
          new Message("key/1\r\nBcc: x@y", "culprits", "job-1", "{}", Map.of(), "a", "b\n");
      assertThat(receiver(properties).attempt(message)).isEqualTo(Attempt.accepted(""));
      assertThat(server.mails()).hasSize(1);
      assertThat(server.mails().get(0))
          .contains("X-Firstbad-Key: key/1  Bcc: x@y")
          .doesNotContain("\nBcc:");
    }
  }

  /** Low bytes of these characters are line ends, and mail servers want a header in ASCII. */
  @Test
  void no_character_of_a_label_becomes_a_line_of_the_header() throws Exception {
    try (AbruptServer server = new AbruptServer()) {
      Map<String, String> fields = Map.of("FIRSTBAD_MESSAGE_ID", "a@b\u010d\u010aX-Evil:1");
      Message message =
          new Message("k\u010d\u010aX-Evil: 2", "culprits", "job-1", "{}", fields, "a", "b\n");
      assertThat(receiver(properties(server.port(), Security.NONE)).attempt(message).accepted())
          .isTrue();
      assertThat(server.mails()).hasSize(1);
      assertThat(server.mails().get(0))
          .doesNotContain("\nX-Evil", "In-Reply-To")
          .matches("\\p{ASCII}*");
    }
  }

  @Test
  void a_server_that_speaks_for_ever_and_never_answers_fails_the_mail() throws Exception {
    try (ServerSocket talker = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread thread = new Thread(() -> talk(talker), "talking-mail-server");
      thread.setDaemon(true);
      thread.start();
      Attempt attempt =
          receiver(properties(talker.getLocalPort(), Security.NONE), Duration.ofSeconds(1))
              .attempt(MESSAGE);
      assertThat(attempt)
          .isEqualTo(Attempt.failed("did not accept the mail: took more than 1 s", ""));
      thread.join(); // its connection was closed
    }
  }

  private static void talk(ServerSocket talker) {
    try (Socket client = talker.accept();
        OutputStream out = client.getOutputStream()) {
      while (true) {
        out.write("220-a moment\r\n".getBytes(UTF_8));
        Thread.sleep(10);
      }
    } catch (IOException e) {
      // the other side has gone
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static MailReceiver receiver(Properties properties) {
    return receiver(properties, Duration.ofSeconds(20));
  }

  private static MailReceiver receiver(Properties properties, Duration limit) {
    return new MailReceiver(
        properties,
        "firstbad@example.org",
        List.of("list@example.org"),
        List.of(),
        null,
        () -> "",
        limit);
  }

  private static Properties properties(int port, Security security) {
    return Receivers.properties(
        new Smtp(
            "127.0.0.1",
            port,
            "firstbad@example.org",
            security,
            null,
            null,
            Duration.ofSeconds(20)));
  }
}
