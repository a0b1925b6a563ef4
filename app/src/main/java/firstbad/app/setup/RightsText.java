package firstbad.app.setup;

import firstbad.app.cli.KafkaOptions;
import firstbad.app.cli.Problem;
import firstbad.schemas.Principal;
import firstbad.schemas.Rights;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;

/** The table of rights as commands and as manifests, one for each principal. */
final class RightsText {
  static final String ALL = "all";

  private final KafkaOptions kafka;
  private final PrintWriter out;

  RightsText(KafkaOptions kafka, PrintWriter out) {
    this.kafka = kafka;
    this.out = out;
  }

  /**
   * Commands of Kafka's that grant a principal its rights.
   *
   * @param principal its title, or {@link #ALL}
   * @throws Problem when there is no such principal
   */
  void commands(String principal) {
    List<Principal> asked =
        Arrays.stream(Principal.values())
            .filter(each -> principal.equals(ALL) || each.title().equals(principal))
            .toList();
    if (asked.isEmpty()) {
      throw new Problem(
          "There is no principal '%s'; there are %s."
              .formatted(principal, String.join(", ", new PrincipalNames())));
    }
    Rights rights = Rights.under(kafka.topics());
    for (Principal each : asked) {
      out.println("# " + each.title() + " " + each.about());
      rights.commands(each, kafka.bootstrapServers(), each.title()).forEach(out::println);
    }
  }

  /** Manifests for Strimzi, of topics and of users. */
  void manifests(String cluster) {
    RightsYaml yaml = new RightsYaml(kafka.topics(), cluster, out);
    yaml.topics(TopicsCommand.PARTITIONS);
    Arrays.stream(Principal.values()).forEach(yaml::user);
  }
}
