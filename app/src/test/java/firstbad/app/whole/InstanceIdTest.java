package firstbad.app.whole;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.embedded.EmbeddedKafka;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An instance with a name is the same member of its group after it was killed. */
@Tag("slow")
@Tag("long")
class InstanceIdTest {
  private static final String RUNS = "The topology runs\\.";

  @TempDir private Path folder = Path.of("");

  @Test
  void a_named_instance_that_is_killed_comes_back_as_the_same_member() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.started();
        Pipeline pipeline = new Pipeline(kafka);
        Admin admin = Admin.create(kafka.clientProperties());
        CommandProcess topology = topology(kafka)) {
      topology.awaitPrinted(RUNS);
      Optional<String> named = onlyMember(admin).groupInstanceId();
      String before = onlyMember(admin).consumerId();

      topology.kill();
      topology.restart();
      pipeline.await(
          "another start", () -> !onlyMember(admin).consumerId().equals(before), topology);

      assertThat(named).contains("firstbad-topology-0-1");
      assertThat(onlyMember(admin).groupInstanceId()).isEqualTo(named);
    }
  }

  /** With a session so long that a member without a name would still be there. */
  private CommandProcess topology(EmbeddedKafka kafka) throws IOException {
    Path config = folder.resolve("client.properties");
    Files.writeString(config, "session.timeout.ms=1200000\n");
    return CommandProcess.started(
        folder,
        new String[] {
          "topology",
          "--instance-id=firstbad-topology-0",
          "--bootstrap-servers=" + kafka.bootstrapServers(),
          "--registry=" + kafka.registryUrl(),
          "--config=" + config,
          "--state=" + folder.resolve("state")
        });
  }

  /** Never a second one beside it: the name is taken over, not given up and asked for again. */
  private static MemberDescription onlyMember(Admin admin) throws Exception {
    Collection<MemberDescription> members =
        admin
            .describeConsumerGroups(List.of("firstbad.topology"))
            .all()
            .thenApply(Map::values)
            .get()
            .iterator()
            .next()
            .members();
    assertThat(members).hasSize(1);
    return members.iterator().next();
  }
}
