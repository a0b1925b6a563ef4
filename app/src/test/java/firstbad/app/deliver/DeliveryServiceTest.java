package firstbad.app.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import firstbad.app.cli.Problem;
import firstbad.app.deliver.receiver.Attempt;
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

  @Test
  void an_error_that_ends_the_deliveries_is_said_to_whoever_asks_for_health() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("plan.yaml"),
            "subscriptions: [{name: a, events: culprits, command: 'true'}]\n");
    Map<String, Object> nowhere =
        Map.of("bootstrap.servers", "nowhere.invalid:1", "schema.registry.url", "http://any:1");
    try (DeliveryService service =
        DeliveryService.started(
            nowhere,
            Topics.ofDefaultPrefix(),
            file,
            sentence -> {
              throw new NoClassDefFoundError("firstbad/Replaced");
            })) {
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
      while (service.part().dead().isEmpty()) {
        assertThat(System.nanoTime()).isLessThan(deadline);
        TimeUnit.MILLISECONDS.sleep(20);
      }
      assertThat(service.part().dead()).get().asString().contains("NoClassDefFoundError");
      assertThatThrownBy(service::requireHealth)
          .isInstanceOf(Problem.class)
          .hasMessageStartingWith("The deliveries have ended (");
    }
  }

  @Test
  void an_error_in_an_attempt_is_an_attempt_that_failed() throws Exception {
    Attempt attempt =
        Session.attempt(
            () -> {
              throw new StackOverflowError();
            });
    assertThat(attempt.accepted()).isFalse();
    assertThat(attempt.reason()).startsWith("cannot be served: StackOverflowError");
  }

  private static List<String> clients() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(Thread::isAlive)
        .map(Thread::getName)
        .filter(name -> name.contains("nobody-there"))
        .toList();
  }
}
