package firstbad.publisher;

import firstbad.bisection.intake.DecodedLine;
import firstbad.bisection.intake.Intake;
import firstbad.bisection.intake.NoBisectionLog;
import firstbad.bisection.intake.Splitter;
import firstbad.bisection.intake.TextPosition;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One text on its way to Kafka: each bisection in it under an id of its own, {@code ID}, {@code
 * ID.2} and so on; nothing of a text that is not a bisection log. Lines of the text are counted
 * over all its bisections.
 *
 * <p>For one thread at a time.
 */
public final class TextPublication {
  /** The label that says how a text was read that was not read as it stands. */
  public static final String READ_AS = Labels.READ_AS;

  private final LogPublisher publisher;
  private final Map<String, String> labels;
  private final Consumer<String> claim;
  private final TextPosition start;
  private final Intake intake;
  private final List<Publication> parts = new ArrayList<>();
  private @Nullable InstantSource observed;
  private @Nullable String trace;
  private Splitter.@Nullable Parts watch;
  private boolean over;

  /** Lines of the text that were read, and that were passed on; each that is read is passed on. */
  private long read;

  private long passed;

  /** Whether the newest line that was read may be a part of one. */
  private boolean unfinished;

  private boolean logEnded;

  /**
   * A text from its beginning.
   *
   * @param id the id of its first bisection
   * @param claim gets each bisection's id before anything of it is sent; may refuse it
   * @throws RefusedException when the id or a label cannot be
   */
  public TextPublication(
      LogPublisher publisher, String id, Map<String, String> labels, Consumer<String> claim) {
    this(publisher, id, labels, claim, TextPosition.BEGINNING);
  }

  /**
   * The rest of a text.
   *
   * @param position where the rest begins
   */
  public TextPublication(
      LogPublisher publisher,
      String id,
      Map<String, String> labels,
      Consumer<String> claim,
      TextPosition position) {
    this.publisher = publisher;
    this.labels = Labels.given(labels);
    this.claim = claim;
    this.start = position;
    this.read = position.all();
    this.passed = position.all();
    this.intake = new Intake(id, position, new Sender());
    LogPublisher.requireLegal(id);
  }

  /**
   * Gives the lines of bisections that begin from here on times other than now.
   *
   * @param clock says for each line when it was observed
   */
  public void observedBy(InstantSource clock) {
    observed = clock;
  }

  /**
   * Gives the lines of bisections that begin from here on a trace.
   *
   * @param traceParent as {@link Publication#traced} takes it
   */
  public void traced(@Nullable String traceParent) {
    trace = traceParent;
  }

  /**
   * Shows the lines from here on to somebody else too.
   *
   * @param more gets each line as it is sent
   */
  public void watchedBy(Splitter.Parts more) {
    watch = more;
  }

  /** Says with the next line how the text is read, where that is known only now. */
  void tellReadAs() {
    if (!parts.isEmpty()) {
      parts.get(parts.size() - 1).labelled(withReadAs());
    }
  }

  /**
   * Sends the next line, or holds it back.
   *
   * @throws NoBisectionLog when the text is no log; nothing of it was sent
   * @throws RefusedException when the id of a further bisection cannot be
   * @throws PublishException when Kafka does not take it
   */
  public void line(DecodedLine line) {
    read++;
    unfinished = line.unfinished();
    intake.read(line);
  }

  /**
   * Says that the text is over.
   *
   * @param complete whether the last bisection's log is complete; the others are
   * @throws NoBisectionLog when the text was no log, or only begins as one and is complete; nothing
   *     of it was sent, unless it says so
   */
  public void end(boolean complete) {
    over = true;
    logEnded = complete;
    try {
      intake.end();
    } catch (NoBisectionLog e) {
      if (parts.isEmpty()) {
        throw e;
      }
      if (complete) {
        throw e.and(sent());
      }
      // What has only begun may go on.
    }
  }

  /** What became of a text that only begins as a log does. */
  private String sent() {
    awaitDurable();
    return "; what is in Kafka of it, under the id "
        + parts.get(0).id()
        + ", is in no list of bisections";
  }

  /** Says that more of the text follows, which another publication sends. */
  public void pause() {
    intake.pause();
  }

  /** What is known of the text so far. */
  public Intake intake() {
    return intake;
  }

  /** The bisections that were begun, in order. */
  public List<Publication> parts() {
    return parts;
  }

  /** Lines of the text up to which all are durable in Kafka. */
  public long durable() {
    if (parts.isEmpty()) {
      return start.all();
    }
    long lines = start.before();
    for (Publication part : parts) {
      lines += part.durable();
      if (part.durable() < part.next() - 1) {
        break;
      }
    }
    return lines;
  }

  /** Whether the end of the last bisection was said here and is durable in Kafka. */
  public boolean endDurable() {
    return !parts.isEmpty() && parts.get(parts.size() - 1).endDurable();
  }

  /** Waits until everything that was sent is durable; says how many lines of the text are. */
  public long awaitDurable() {
    parts.forEach(Publication::awaitDurable);
    return durable();
  }

  private final class Sender implements Splitter.Parts {
    private final Map<String, Publication> open = new HashMap<>();

    @Override
    public void line(String part, long number, String text) {
      passed++;
      if (watch != null) {
        watch.line(part, number, text);
      }
      publication(part, number).line(text, unfinished && passed == read);
    }

    @Override
    public void end(String part, long number) {
      // Where another bisection follows, this one is over whatever becomes of the text.
      if (logEnded || !over) {
        publication(part, number).end(withReadAs());
      }
    }

    private Publication publication(String part, long number) {
      return open.computeIfAbsent(part, name -> begun(name, number));
    }
  }

  private Publication begun(String part, long number) {
    claim.accept(part);
    Publication begun =
        observed == null
            ? publisher.resume(part, withReadAs(), number)
            : publisher.resume(part, withReadAs(), number, observed);
    begun.traced(trace);
    parts.add(begun);
    return begun;
  }

  private Map<String, String> withReadAs() {
    String readAs = intake.readAs();
    if (readAs.isEmpty()) {
      return labels;
    }
    Map<String, String> more = new LinkedHashMap<>(labels);
    more.putIfAbsent(READ_AS, readAs);
    try {
      return Labels.checked(more);
    } catch (RefusedException e) {
      return labels; // it is the one label too many
    }
  }
}
