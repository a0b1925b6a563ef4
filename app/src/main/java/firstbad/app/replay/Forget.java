package firstbad.app.replay;

import firstbad.app.cli.ExitCode;
import firstbad.app.cli.KafkaOptions;
import firstbad.app.cli.Problem;
import firstbad.app.cli.Sentences;
import firstbad.app.read.EventReader;
import firstbad.schemas.ForgetOrder;
import firstbad.schemas.Ids;
import firstbad.schemas.Topic;
import firstbad.schemas.Topics;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Removes what was found about a bisection, so that it does not come back. */
@Command(
    name = "forget",
    header = "Removes the findings of one bisection, for good.",
    description = {
      "%nMakes the topology ignore this id from now on, waits until it does, and writes tombstones"
          + " for all of its findings, deliveries that wait among them; an event that 'deliver' has"
          + " begun to hand over, or has not read yet, may still arrive. The raw lines and what was"
          + " undelivered stay in Kafka until their retention ends, and nothing lists them; dead"
          + " letters of the bisection stay listed until theirs ends. Counts per commit and suspects"
          + " lose what the bisection added to them, unless its retention (7 days after its last"
          + " line, as shipped) is over: then nothing says any more what that was. The id cannot be"
          + " used again.%n"
    },
    footerHeading = "%nExample:%n",
    footer = {"  firstbad forget job-7"})
public final class Forget implements Callable<Integer> {
  private static final Duration HEARD_WITHIN = Duration.ofMinutes(1);

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private KafkaOptions kafka = new KafkaOptions();

  @Parameters(index = "0", paramLabel = "ID", description = "The bisection.")
  private String id = "";

  @Option(
      names = "--application-id",
      paramLabel = "ID",
      description = "Application id of the topology; default: the prefix + topology.")
  private @Nullable String applicationId;

  @Override
  public Integer call() throws InterruptedException {
    if (!Ids.isLegal(id)) {
      throw new ParameterException(spec.commandLine(), Ids.refusal(id));
    }
    Topics topics = kafka.topics();
    EventReader.requireAnswer(kafka, spec.commandLine().getErr());
    String group = applicationId == null ? topics.prefix() + "topology" : applicationId;
    try (Tombstones tombstones = new Tombstones(kafka.clientProperties(), topics)) {
      long found = tombstones.count(id);
      if (found == 0 && !tombstones.hasLines(id)) {
        throw new Problem(
            "Nothing is known of a bisection "
                + id
                + " under the prefix "
                + topics.prefix()
                + ", and no line of it is there; 'firstbad bisections' lists those that are known.");
      }
      if (!tombstones.order(id, group, HEARD_WITHIN)) {
        throw new Problem(
            "The topology (group %s) has not read the request within %d s; the request waits in %s, with the header %s. When the topology runs, run 'firstbad forget %s' again."
                .formatted(
                    group,
                    HEARD_WITHIN.toSeconds(),
                    topics.name(Topic.LOG_LINES),
                    ForgetOrder.HEADER,
                    id));
      }
      long left = tombstones.write(id);
      PrintWriter out = spec.commandLine().getOut();
      if (found == 0 && left == 0) {
        out.printf("%s is forgotten: there was no finding to take back.%n", id);
      } else {
        out.printf("%s is forgotten: %d records are taken back.%n", id, Math.max(found, left));
      }
      out.flush();
      return ExitCode.DONE;
    } catch (org.apache.kafka.common.KafkaException e) {
      throw new Problem("Kafka did not accept it: " + Sentences.full(Sentences.reason(e)), e);
    }
  }
}
