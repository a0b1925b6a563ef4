package firstbad.schemas;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.resource.PatternType;
import org.junit.jupiter.api.Test;

/** The table of rights: on the page, as commands, and in the sentence for a refusal. */
class RightsPageTest {
  private static final Path PAGE = Path.of("../docs/rights.md");
  private static final String FROM = "<!-- made by RightsPageTest from here -->\n";
  private static final String TO = "<!-- to here -->";

  private final Rights rights = Rights.under(Topics.ofDefaultPrefix());

  @Test
  void the_page_has_the_table() throws IOException {
    String page = Files.readString(PAGE);
    int from = page.indexOf(FROM) + FROM.length();
    int to = page.indexOf(TO);
    if (Boolean.getBoolean("golden.rewrite")) {
      page = page.substring(0, from) + table() + page.substring(to);
      Files.writeString(PAGE, page);
      to = page.indexOf(TO);
    }
    assertThat(page.substring(from, to))
        .as("-Dgolden.rewrite=true writes it anew")
        .isEqualTo(table());
  }

  @Test
  void one_command_grants_the_same_operations_on_several_topics() {
    assertThat(rights.commands(Principal.DELIVER, "kafka:9092", "deliver"))
        .containsExactly(
            "kafka-acls.sh --bootstrap-server kafka:9092 --add --allow-principal User:deliver"
                + " --operation Read --topic firstbad.bisections --topic firstbad.culprits --topic"
                + " firstbad.alerts --topic firstbad.verifications --topic firstbad.git-facts",
            "kafka-acls.sh --bootstrap-server kafka:9092 --add --allow-principal User:deliver"
                + " --operation Read --operation Write --topic firstbad.deliveries",
            "kafka-acls.sh --bootstrap-server kafka:9092 --add --allow-principal User:deliver"
                + " --operation Write --topic firstbad.undelivered",
            "kafka-acls.sh --bootstrap-server kafka:9092 --add --allow-principal User:deliver"
                + " --operation Read --group firstbad.deliver",
            "kafka-acls.sh --bootstrap-server kafka:9092 --add --allow-principal User:deliver"
                + " --operation Write --transactional-id firstbad.deliver-"
                + " --resource-pattern-type prefixed");
  }

  @Test
  void a_refusal_becomes_the_command_that_mends_it() {
    RuntimeException refusal =
        new IllegalStateException(new TopicAuthorizationException(Set.of("firstbad.culprits")));

    assertThat(rights.missing(refusal, Principal.READER, "kafka:9092"))
        .contains(
            "These credentials lack a right (Not authorized to access topics: [firstbad.culprits])."
                + " Grant it with: kafka-acls.sh --bootstrap-server kafka:9092 --add"
                + " --allow-principal User:NAME --operation Read --topic firstbad.culprits");
    assertThat(
            rights.missing(
                new TopicAuthorizationException(Set.of("firstbad.topology-suspicions-repartition")),
                Principal.TOPOLOGY,
                "kafka:9092"))
        .hasValueSatisfying(
            sentence ->
                assertThat(sentence)
                    .endsWith(
                        "--operation Create --operation Delete --operation Read --operation Write"
                            + " --topic firstbad.topology- --resource-pattern-type prefixed"));
    assertThat(
            rights.missing(
                GroupAuthorizationException.forGroupId("mail"), Principal.READER, "kafka:9092"))
        .hasValueSatisfying(
            sentence -> assertThat(sentence).endsWith("--operation Read --group mail"));
    assertThat(
            rights.missing(
                new TopicAuthorizationException("Topic authorization failed.", Set.of()),
                Principal.SERVER,
                "kafka:9092"))
        .hasValueSatisfying(
            sentence -> assertThat(sentence).contains("'firstbad doctor --acls server'"));
    assertThat(
            rights.missingToRead(
                new TopicAuthorizationException(Set.of("firstbad.undelivered")), "kafka:9092"))
        .hasValueSatisfying(
            sentence ->
                assertThat(sentence).endsWith("--operation Read --topic firstbad.undelivered"));
    assertThat(
            rights.grant(
                new GroupAuthorizationException("Group authorization failed."),
                Principal.SERVER,
                "kafka:9092"))
        .contains(
            "These credentials lack a right. Grant it with: kafka-acls.sh --bootstrap-server"
                + " kafka:9092 --add --allow-principal User:NAME --operation Describe --group"
                + " firstbad.topology");
    assertThat(
            rights.grant(
                new ClusterAuthorizationException("Cluster authorization failed."),
                Principal.OPERATOR,
                "kafka:9092"))
        .hasValueSatisfying(
            sentence ->
                assertThat(sentence)
                    .endsWith(
                        "--operation Write --topic firstbad. --resource-pattern-type prefixed"));
    assertThat(rights.missing(new IllegalStateException(), Principal.READER, "kafka:9092"))
        .isEmpty();
  }

  private String table() {
    StringBuilder table = new StringBuilder();
    for (Principal principal : Principal.values()) {
      table
          .append("**")
          .append(principal.title())
          .append("** ")
          .append(principal.about())
          .append(".\n\n");
      table.append("| on | may |\n|---|---|\n");
      Map<String, String> rows = new LinkedHashMap<>();
      for (Right right : rights.of(principal)) {
        rows.merge(resource(right), right.spelled(), (one, more) -> one + ", " + more);
      }
      Map<String, List<String>> alike = new LinkedHashMap<>();
      rows.forEach(
          (resource, operations) ->
              alike.merge(
                  operations,
                  List.of(resource),
                  (one, more) -> Stream.concat(one.stream(), more.stream()).toList()));
      alike.forEach(
          (operations, resources) ->
              table
                  .append("| ")
                  .append(resources.stream().collect(joining(", ")))
                  .append(" | ")
                  .append(operations)
                  .append(" |\n"));
      table.append('\n');
    }
    return table.toString();
  }

  private static String resource(Right right) {
    String type = right.type().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    boolean prefixed = right.pattern() == PatternType.PREFIXED;
    return prefixed
        ? "each " + type + " that begins with `" + right.name() + "`"
        : type + " `" + right.name() + "`";
  }
}
