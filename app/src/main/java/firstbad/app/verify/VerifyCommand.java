package firstbad.app.verify;

import static firstbad.app.cli.DisplayText.shortHash;
import static firstbad.app.cli.DisplayText.visible;

import firstbad.app.cli.ExitCode;
import firstbad.app.cli.KafkaOptions;
import firstbad.app.cli.Problem;
import firstbad.app.cli.Sentences;
import firstbad.app.read.EventReader;
import firstbad.events.CulpritFound;
import firstbad.events.Verification;
import firstbad.events.VerificationSource;
import firstbad.events.VerificationState;
import firstbad.schemas.EventSerdes;
import firstbad.schemas.Topic;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what became of a culprit. */
@Command(
    name = "verify",
    header = "Records whether a culprit was right.",
    description =
        "%nThe culprit stays as it was sent; the verification is kept beside it, the newest of each"
            + " source. 'firstbad show' prints it, 'firstbad deliver' delivers it.%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  firstbad verify job-1 --confirmed --evidence https://lore.kernel.org/r/1",
      "  firstbad verify job-1 --refuted --true-cause 4d92b95ff2f9 --by a.maintainer"
    })
public final class VerifyCommand implements Callable<Integer> {
  private static final int LONGEST_NAME = 200;
  private static final int LONGEST_TEXT = 1024;

  /** Exactly one of them. */
  private static final class StateOptions {
    @Option(names = "--confirmed", description = "The culprit is right.")
    private boolean confirmed;

    @Option(names = "--refuted", description = "The culprit is wrong.")
    private boolean refuted;

    @Option(
        names = "--needs-rerun",
        description = "The culprit is in doubt; the bisection should run again.")
    private boolean needsRerun;

    @Option(names = "--withdrawn", description = "Withdraws what this source said before.")
    private boolean withdrawn;

    VerificationState state() {
      if (confirmed) {
        return VerificationState.CONFIRMED;
      }
      if (refuted) {
        return VerificationState.REFUTED;
      }
      if (withdrawn) {
        return VerificationState.WITHDRAWN;
      }
      return needsRerun ? VerificationState.NEEDS_RERUN : VerificationState.UNKNOWN;
    }
  }

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private KafkaOptions kafka = new KafkaOptions();

  @ArgGroup(exclusive = true, multiplicity = "1")
  private StateOptions said = new StateOptions();

  @Parameters(paramLabel = "ID", description = "The bisection's id.")
  private String id = "";

  @Option(
      names = "--true-cause",
      paramLabel = "HASH",
      description = "The commit that is the cause: 12 to 64 hex digits; with --refuted.")
  private @Nullable String trueCause;

  @Option(
      names = "--source",
      paramLabel = "SOURCE",
      defaultValue = "person",
      description = "How that is known: person, rerun, revert or fixes_tag; default: person.")
  private VerificationSource source = VerificationSource.PERSON;

  @Option(names = "--by", paramLabel = "NAME", description = "Who says so.")
  private @Nullable String by;

  @Option(names = "--evidence", paramLabel = "URL", description = "Address of the evidence.")
  private @Nullable String evidence;

  @Option(names = "--note", paramLabel = "TEXT", description = "A remark.")
  private @Nullable String note;

  @Override
  public Integer call() throws InterruptedException {
    refuseWrong();
    String[] culprit = {null};
    try (EventReader reader = EventReader.open(kafka)) {
      reader.beginAtKey(id, Topic.CULPRITS);
      reader.takeAll(
          (topic, key, event) -> {
            if (key.equals(id)) {
              culprit[0] = ((CulpritFound) event).getCommit();
            }
          });
    }
    if (culprit[0] == null) {
      throw new Problem(
          "No culprit of " + visible(id) + " was found, so there is nothing to verify.");
    }
    write(
        Verification.newBuilder()
            .setId(id)
            .setState(said.state())
            .setSource(source)
            .setCulprit(culprit[0])
            .setTrueCause(trueCause)
            .setMadeBy(by)
            .setMadeAt(Instant.now().truncatedTo(ChronoUnit.MILLIS))
            .setEvidenceUrl(evidence)
            .setNote(note)
            .build());
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        visible(id) + ": " + shortHash(culprit[0]) + " is " + said.state().name() + " now.");
    return ExitCode.DONE;
  }

  private void refuseWrong() {
    if (source == VerificationSource.UNKNOWN) {
      throw wrong("--source is one of person, rerun, revert and fixes_tag.");
    }
    if (trueCause != null && said.state() != VerificationState.REFUTED) {
      throw wrong("--true-cause goes with --refuted.");
    }
    if (trueCause != null && !trueCause.matches("[0-9a-f]{12,64}")) {
      throw wrong("--true-cause has to be a hash of 12 to 64 hex digits.");
    }
    if (evidence != null && !evidence.matches("https?://\\S{1,1000}")) {
      throw wrong("--evidence has to be an http or https address.");
    }
    if (longer(by, LONGEST_NAME) || longer(note, LONGEST_TEXT)) {
      throw wrong("--by can have " + LONGEST_NAME + " bytes, and --note " + LONGEST_TEXT + ".");
    }
  }

  private static boolean longer(@Nullable String text, int bytes) {
    return text != null && text.getBytes(StandardCharsets.UTF_8).length > bytes;
  }

  private ParameterException wrong(String sentence) {
    return new ParameterException(spec.commandLine(), sentence);
  }

  private void write(Verification verification) throws InterruptedException {
    Map<String, Object> properties = new HashMap<>(kafka.clientProperties());
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    String key = verification.getId() + "/" + verification.getSource();
    try (EventSerdes serdes = EventSerdes.of(properties);
        KafkaProducer<String, Verification> producer =
            new KafkaProducer<>(
                properties, new StringSerializer(), serdes.serializer(Verification.class))) {
      var unused =
          producer
              .send(
                  new ProducerRecord<>(kafka.topics().name(Topic.VERIFICATIONS), key, verification))
              .get();
    } catch (KafkaException | ExecutionException e) {
      throw new Problem(
          "It was not written: " + Sentences.full(Sentences.reason(Sentences.root(e))), e);
    }
  }
}
