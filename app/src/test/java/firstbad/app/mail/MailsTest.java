package firstbad.app.mail;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.app.analyze.LogInput;
import firstbad.app.analyze.LogReading;
import firstbad.app.story.Story;
import firstbad.bisection.trust.Assessor;
import firstbad.bisection.trust.parameters.Parameters;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a mailing list would read of a log. */
class MailsTest {
  private static final Path GOLDEN =
      Path.of("src/test/resources/firstbad/app/mail/hidraw-release.mail.txt");

  @Test
  void the_sample_reads_as_it_was_read_in_review() throws IOException {
    String mail = Mails.of(sample("")).withHeaders();

    if (Boolean.getBoolean("golden.rewrite")) {
      Files.writeString(GOLDEN, mail);
    }
    assertThat(mail).isEqualTo(Files.readString(GOLDEN));
    assertThat(mail.lines()).allMatch(line -> line.length() <= 72 || line.startsWith("Subject: "));
  }

  @Test
  void a_log_that_stops_says_how_to_go_on() throws IOException {
    String mail =
        Mails.of(sample("testing commit 6dc490e80ca33e4e49ed5b81df0ec9bfad6bf1b6")).text();

    assertThat(mail).contains("To take the search up again where it stands:", "git bisect start ");
  }

  /** The sample, up to this line where it is not empty. */
  private static Story sample(String until) throws IOException {
    try (InputStream log =
        MailsTest.class.getResourceAsStream("/firstbad/app/local/hidraw-release.txt")) {
      String whole = new String(log.readAllBytes(), StandardCharsets.UTF_8);
      String text = until.isEmpty() ? whole : whole.substring(0, whole.indexOf(until));
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      List<Story> stories = new ArrayList<>();
      LogReading.read(
          new LogInput("hidraw-release", "hidraw-release", () -> new ByteArrayInputStream(bytes)),
          new Assessor(Parameters.shipped()),
          stories::add);
      return stories.get(0);
    }
  }
}
