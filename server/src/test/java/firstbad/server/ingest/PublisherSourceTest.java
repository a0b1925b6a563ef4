package firstbad.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import firstbad.publisher.Destination;
import firstbad.publisher.PublishException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PublisherSourceTest {
  private static final Duration WITHIN = Duration.ofSeconds(5);

  @Test
  void an_upload_that_waits_for_a_connection_to_Kafka_is_waited_for() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        PublisherSource source = new PublisherSource(of(silent))) {
      CompletableFuture<?> upload = CompletableFuture.runAsync(source::current);
      while (source.waitedMillis() < 100) {
        assertThat(upload).isNotDone();
        TimeUnit.MILLISECONDS.sleep(10);
      }
      assertThatThrownBy(upload::join).hasCauseInstanceOf(PublishException.class);
      assertThat(source.waitedMillis()).isZero();
    }
  }

  private static Destination of(ServerSocket broker) {
    return Destination.of("127.0.0.1:" + broker.getLocalPort(), "http://127.0.0.1:1")
        .waiting(WITHIN, WITHIN);
  }
}
