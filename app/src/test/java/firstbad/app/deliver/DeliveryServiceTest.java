package firstbad.app.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.schemas.Topics;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a service without Kafka does, and leaves behind. */
class DeliveryServiceTest {
  @TempDir private Path folder;

  @Test
  void a_session_that_could_not_begin_leaves_no_client_behind() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Path file =
        Files.writeString(
            folder.resolve("plan.yaml"),
            "subscriptions: [{name: a, events: culprits, command: 'true'}]\n");
    Map<String, Object> properties =
        Map.of(
            "bootstrap.servers",
            "127.0.0.1:" + port,
            "schema.registry.url",
            "http://127.0.0.1:" + port,
            "max.block.ms",
            "100",
            "client.id",
            "nobody-there");
    CountDownLatch failures = new CountDownLatch(2);
    try (DeliveryService service =
        DeliveryService.started(
            properties, Topics.ofDefaultPrefix(), file, sentence -> failures.countDown())) {
      assertThat(failures.await(60, TimeUnit.SECONDS)).isTrue();
      assertThat(service.trouble()).isPresent();
    }
    assertThat(clients()).isEmpty();
  }

  private static List<String> clients() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(Thread::isAlive)
        .map(Thread::getName)
        .filter(name -> name.contains("nobody-there"))
        .toList();
  }
}
