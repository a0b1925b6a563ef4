package firstbad.app.setup;

import firstbad.app.cli.Called;
import firstbad.app.cli.ExitCode;
import firstbad.app.cli.KafkaOptions;
import firstbad.app.cli.Logging;
import firstbad.app.cli.Problem;
import firstbad.app.cli.Sentences;
import firstbad.app.cli.Terminal;
import firstbad.app.cli.Waiting;
import firstbad.schemas.Registry;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says of everything that firstbad needs whether it is there, and what to do where it is not. */
@Command(
    name = "doctor",
    header = "Checks brokers, registry, rights and versions.",
    description = {
      "%nPrints one line for each thing that firstbad needs, with advice where something is wrong,"
          + " and changes nothing. The exit code is 1 when something will not work.%n"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  firstbad doctor -b kafka:9093 -r https://registry:8081 -c client.properties",
      "  firstbad doctor --acls deliver",
      "  firstbad doctor --strimzi my-cluster"
    })
public final class Doctor implements Callable<Integer> {
  private final Terminal terminal;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private KafkaOptions kafka = new KafkaOptions();

  @Option(
      names = "--acls",
      paramLabel = "PRINCIPAL",
      arity = "0..1",
      fallbackValue = "all",
      description =
          "Only prints the commands that grant each principal its rights, or this principal:"
              + " ${COMPLETION-CANDIDATES}.",
      completionCandidates = PrincipalNames.class)
  private @Nullable String acls;

  @Option(
      names = "--strimzi",
      paramLabel = "CLUSTER",
      description =
          "Only prints topics and users with their rights as manifests for Strimzi, for this"
              + " cluster.")
  private @Nullable String strimzi;

  @Option(
      names = "--application-id",
      paramLabel = "ID",
      description =
          "Application id of the topology whose state is examined; default: the prefix + topology.")
  private @Nullable String applicationId;

  private boolean faulty;

  /** A doctor who speaks to that terminal. */
  public Doctor(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Logging.unlessAsked("OFF");
    if (acls != null || strimzi != null) {
      RightsText text = new RightsText(kafka, spec.commandLine().getOut());
      if (acls != null) {
        text.commands(acls);
      }
      if (strimzi != null) {
        text.manifests(strimzi);
      }
      return ExitCode.DONE;
    }
    tell(Diagnosis.well("java", java()));
    examineBrokers();
    examineRegistry();
    return faulty ? ExitCode.FAILED : ExitCode.DONE;
  }

  private static String java() {
    return "%s, at most %d MiB of heap, %d processors"
        .formatted(
            Runtime.version(),
            Runtime.getRuntime().maxMemory() >> 20,
            Runtime.getRuntime().availableProcessors());
  }

  private void examineBrokers() {
    try (KafkaAdmin cluster =
        Waiting.forKafka(kafka, spec.commandLine().getErr(), () -> KafkaAdmin.reached(kafka))) {
      BrokerExamination examination = new BrokerExamination(cluster, kafka.topics(), applicationId);
      tell(examination.nodes());
      tell(examination.versions());
      tell(examination.clock(InstantSource.system()));
      examination.topics().forEach(this::tell);
      examination.rights().forEach(this::tell);
    } catch (Problem e) {
      tell(Diagnosis.faulty("brokers", Sentences.full(Sentences.reason(e))));
      for (String about : List.of("kafka", "clock", "topics", "rights")) {
        tell(Diagnosis.unknown(about, "cannot be checked without the brokers."));
      }
    }
  }

  private void examineRegistry() {
    try (Registry registry = Registry.of(kafka.clientProperties())) {
      new RegistryExamination(registry, kafka.topics()).all().forEach(this::tell);
    } catch (ConfigException e) {
      tell(
          Diagnosis.faulty(
              "registry", "its configuration is wrong: " + Sentences.full(Sentences.reason(e))));
    }
  }

  private void tell(Diagnosis diagnosis) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(diagnosis.text(terminal, told -> Called.in(told, spec.commandLine())));
    out.flush();
    faulty |= diagnosis.health() == Diagnosis.Health.FAULTY;
  }
}
