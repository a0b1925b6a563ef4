package firstbad.schemas;

import firstbad.events.Verification;
import firstbad.events.VerificationSource;
import firstbad.events.VerificationState;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a verification has to be, whoever writes it; readers pass over what is not. */
public final class VerificationRules {
  private static final int LONGEST_NAME = 200;
  private static final int LONGEST_NOTE = 1024;
  private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{12,64}");

  /** Of a log whose hashes somebody has cut short, too. */
  private static final Pattern CULPRIT = Pattern.compile("[0-9a-f]{7,64}");

  private static final Pattern ADDRESS = Pattern.compile("https?://\\S{1,1000}");

  private VerificationRules() {}

  /**
   * What is wrong.
   *
   * @param field as the schema names it
   * @param rest what follows the name: the sentence without it
   */
  public record Mistake(String field, String rest) {
    /** The whole sentence. */
    public String sentence() {
      return field + " " + rest;
    }
  }

  /** The key that its record has. */
  public static String key(Verification verification) {
    return verification.getId() + "/" + verification.getSource();
  }

  /** The bisection's id in a key: what comes before the last slash. */
  public static String id(String key) {
    return key.substring(0, Math.max(0, key.lastIndexOf('/')));
  }

  /** Whether a record of the topic counts: its key is right, and so is everything in it. */
  public static boolean counts(String key, Verification verification) {
    return key(verification).equals(key) && mistake(verification).isEmpty();
  }

  /** The first mistake; empty for one that can be used. */
  public static Optional<Mistake> mistake(Verification said) {
    if (!Ids.isLegal(said.getId())) {
      return wrong("id", "is not a bisection id.");
    }
    if (said.getState() == VerificationState.UNKNOWN) {
      return wrong("state", "has to be CONFIRMED, REFUTED, WITHDRAWN or NEEDS_RERUN.");
    }
    if (said.getSource() == VerificationSource.UNKNOWN) {
      return wrong("source", "has to be PERSON, RERUN, REVERT or FIXES_TAG.");
    }
    if (said.getMadeAt().isBefore(Instant.EPOCH) || said.getMadeAt().isAfter(LATEST)) {
      return wrong("made_at", "has to be a time from 1970 to 2099, in milliseconds.");
    }
    String culprit = said.getCulprit();
    if (culprit != null && !CULPRIT.matcher(culprit).matches()) {
      return wrong("culprit", "has to be a hash, in small letters.");
    }
    return trueCause(said.getTrueCause(), said).or(() -> addition(said));
  }

  private static Optional<Mistake> trueCause(@Nullable String cause, Verification said) {
    if (cause != null && said.getState() != VerificationState.REFUTED) {
      return wrong("true_cause", "goes with the state REFUTED.");
    }
    if (cause != null && !HASH.matcher(cause).matches()) {
      return wrong("true_cause", "has to be a hash of 12 to 64 hex digits, in small letters.");
    }
    return cause != null && said.getCulprit() != null && same(cause, said.getCulprit())
        ? wrong("true_cause", "is the culprit that is refuted; the state CONFIRMED says so.")
        : Optional.empty();
  }

  private static Optional<Mistake> addition(Verification said) {
    String evidence = said.getEvidenceUrl();
    if (evidence != null && !ADDRESS.matcher(evidence).matches()) {
      return wrong("evidence_url", "has to be an http or https address.");
    }
    if (longer(said.getMadeBy(), LONGEST_NAME)) {
      return wrong("made_by", "can have " + LONGEST_NAME + " bytes.");
    }
    return longer(said.getNote(), LONGEST_NOTE)
        ? wrong("note", "can have " + LONGEST_NOTE + " bytes.")
        : Optional.empty();
  }

  /**
   * Whether a verification names another commit than the culprit of its bisection. Readers say so;
   * it counts all the same, since the track record does not know commits (docs/upgrade.md).
   *
   * @param culprit which the bisection named
   */
  public static boolean namesAnother(Verification said, String culprit) {
    return said.getCulprit() != null && !same(said.getCulprit(), culprit);
  }

  /** Whether two hashes, of which one may be cut short, are of one commit. */
  private static boolean same(String one, String other) {
    return one.startsWith(other) || other.startsWith(one);
  }

  private static boolean longer(@Nullable String text, int bytes) {
    return text != null && text.getBytes(StandardCharsets.UTF_8).length > bytes;
  }

  private static Optional<Mistake> wrong(String field, String rest) {
    return Optional.of(new Mistake(field, rest));
  }
}
