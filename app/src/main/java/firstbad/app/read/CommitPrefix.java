package firstbad.app.read;

import static firstbad.app.cli.DisplayText.visible;

import firstbad.app.cli.Problem;
import firstbad.schemas.Topic;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** A commit as it was asked for: its hash, or the first digits. */
record CommitPrefix(String digits) {
  private static final int FULL_HASH = 40;
  private static final int SHOWN = 10;

  /**
   * Reads an argument.
   *
   * @throws ParameterException when it is no beginning of a hash
   */
  static CommitPrefix of(String argument, CommandSpec spec) {
    String digits = argument.toLowerCase(Locale.ROOT);
    if (!digits.matches("[0-9a-f]{7,40}")) {
      throw new ParameterException(
          spec.commandLine(), "'" + visible(argument) + "' is not a hash of 7 to 40 digits.");
    }
    return new CommitPrefix(digits);
  }

  /** Starts reading where records of such commits are. */
  void begin(EventReader reader, Topic topic) {
    if (digits.length() == FULL_HASH) {
      reader.beginAtKey(digits, topic);
    } else {
      reader.begin(topic);
    }
  }

  boolean fits(String hash) {
    return hash.startsWith(digits);
  }

  /**
   * Requires that what was found is one commit.
   *
   * @throws Problem where it is several: it lists them
   */
  void requireOne(Collection<String> hashes) {
    if (hashes.size() > 1) {
      throw new Problem(
          digits
              + " is the beginning of "
              + hashes.size()
              + " commits, among them "
              + hashes.stream().limit(SHOWN).collect(Collectors.joining(", "))
              + "; give more digits.");
    }
  }

  @Override
  public String toString() {
    return digits;
  }
}
