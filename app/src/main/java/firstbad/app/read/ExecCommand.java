package firstbad.app.read;

import firstbad.app.cli.KafkaOptions;
import firstbad.app.cli.Problem;
import firstbad.app.deliver.receiver.Attempt;
import firstbad.app.deliver.receiver.CommandReceiver;
import firstbad.app.deliver.receiver.Message;
import firstbad.app.deliver.receiver.Pauses;
import firstbad.app.deliver.receiver.Receiver;
import firstbad.app.deliver.receiver.UndeliveredTopic;
import firstbad.events.Undelivered;
import firstbad.schemas.Principal;
import firstbad.schemas.Rights;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * The command that a person wants to be run for each event, one at a time. An event is done with
 * when the command ended with 0, or when it failed as often as is allowed and the event is among
 * the undelivered: in between nothing is lost.
 */
final class ExecCommand implements AutoCloseable {
  private static final Pauses PAUSES = new Pauses(Duration.ofSeconds(1), Duration.ofMinutes(1));

  private final String receiver;
  private final Receiver command;
  private final int attempts;
  private final KafkaOptions kafka;
  private final PrintWriter err;
  private @Nullable UndeliveredTopic undelivered;
  private boolean failed;

  /**
   * A command.
   *
   * @param receiver under which name its failures are kept
   * @param attempts how often it is run for one event at most
   * @param limit how long one run may take
   */
  ExecCommand(
      String receiver,
      String command,
      int attempts,
      Duration limit,
      KafkaOptions kafka,
      PrintWriter out,
      PrintWriter err) {
    this.receiver = receiver;
    this.attempts = attempts;
    this.kafka = kafka;
    this.err = err;
    this.command =
        new CommandReceiver(command, limit, text -> pass(out, text), text -> pass(err, text));
  }

  /** How long one event may take at most, before it is given up. */
  static Duration longest(int attempts, Duration limit) {
    return limit.multipliedBy(attempts).plus(PAUSES.between(attempts));
  }

  /**
   * Runs it until it ends with 0, or has failed often enough.
   *
   * @throws InterruptedException when the work is to end; the event is not done with then
   */
  void to(Message message) throws InterruptedException {
    Instant first = Instant.now();
    for (int attempt = 1; ; attempt++) {
      Attempt came = command.attempt(message);
      if (came.accepted()) {
        return;
      }
      say("The command of --exec " + came.reason() + " for " + message.key() + ".");
      if (attempt >= attempts) {
        giveUp(UndeliveredTopic.failed(receiver, message, came, attempt, first));
        return;
      }
      Thread.sleep(PAUSES.after(attempt).toMillis());
    }
  }

  /** Returns when the brokers have it: before that the event is not done with. */
  private void giveUp(Undelivered record) throws InterruptedException {
    failed = true;
    for (int attempt = 1; ; attempt++) {
      try {
        topic().write(record);
        say(
            "It failed "
                + record.getAttempts()
                + " times; the event is now in "
                + kafka.prefix()
                + "undelivered, and 'firstbad undelivered' lists it.");
        return;
      } catch (KafkaException e) {
        if (e instanceof org.apache.kafka.common.errors.InterruptException) {
          throw new InterruptedException();
        }
        String servers = kafka.bootstrapServers();
        Optional<String> refused =
            Rights.under(kafka.topics()).missing(e, Principal.READER, servers);
        if (refused.isPresent()) { // no time mends that; the event comes again with the next start
          throw new Problem(refused.get(), e);
        }
        say("It cannot be written to the topic of undelivered events yet: " + e.getMessage());
        Thread.sleep(PAUSES.after(attempt).toMillis());
      }
    }
  }

  private UndeliveredTopic topic() {
    if (undelivered == null) {
      undelivered = UndeliveredTopic.open(kafka.clientProperties(), kafka.topics());
    }
    return undelivered;
  }

  /** Whether any event was given up. */
  boolean failed() {
    return failed;
  }

  private void say(String sentence) {
    pass(err, "firstbad: " + sentence + System.lineSeparator());
  }

  private static void pass(PrintWriter writer, String text) {
    writer.print(text);
    writer.flush();
  }

  @Override
  public void close() {
    if (undelivered != null) {
      undelivered.close();
    }
  }
}
