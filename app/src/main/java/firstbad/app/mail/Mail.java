package firstbad.app.mail;

import firstbad.app.cli.DisplayText;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A mail without its addresses.
 *
 * @param inReplyTo the Message-ID that it answers, with its angle brackets; null for none
 * @param text wrapped at 72 columns
 */
public record Mail(String subject, @Nullable String inReplyTo, String text) {
  /** The label that holds the Message-ID of the bug's report. */
  public static final String MESSAGE_ID = "bug.message-id";

  private static final int LONGEST_SUBJECT = 200;

  /** The Message-ID of the report, where the label holds one; null where it holds anything else. */
  static @Nullable String answered(Map<String, String> labels) {
    return MessageId.header(labels.getOrDefault(MESSAGE_ID, "")).orElse(null);
  }

  /**
   * The subject: the report's, where there is one to answer; else one that says what happened.
   *
   * @param bug the title of the bug
   * @param otherwise what is said after the bug where no report is answered
   */
  static String subject(Map<String, String> labels, String bug, String otherwise) {
    String text = answered(labels) != null ? "Re: " + bug : "[firstbad] " + bug + ": " + otherwise;
    String shown = DisplayText.visible(text).replace('\n', ' ');
    return shown.length() <= LONGEST_SUBJECT ? shown : shown.substring(0, LONGEST_SUBJECT) + "...";
  }

  /** The whole as a person would paste it: headers, an empty line, the text. */
  public String withHeaders() {
    String answered =
        Optional.ofNullable(inReplyTo).map(id -> "In-Reply-To: " + id + "\n").orElse("");
    return "Subject: " + subject + "\n" + answered + "\n" + text;
  }
}
