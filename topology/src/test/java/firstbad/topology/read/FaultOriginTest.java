package firstbad.topology.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionAbortableException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rocksdb.RocksDBException;

/** Which deaths of a stream thread are worth another thread, and what is said of them. */
class FaultOriginTest {

  static Throwable[] passing() {
    return new Throwable[] {
      new TimeoutException("no answer"),
      new IOException("connection reset"),
      new SerializationException("registry", new RestClientException("try later", 503, 50301)),
      // the broker gave the transaction up
      new InvalidTxnStateException("no transaction"),
      new InvalidProducerEpochException("too old"),
      new OutOfOrderSequenceException("7 after 5"),
      new TransactionAbortableException("abort it"),
    };
  }

  static Throwable[] lasting() {
    return new Throwable[] {
      new IllegalStateException("a mistake of ours"),
      new TopicAuthorizationException("not allowed"),
      new RecordTooLargeException("2 MiB"),
      new MalformedInputException(1),
      new SerializationException(
          "registry", new RestClientException("no such subject", 404, 40401)),
    };
  }

  @ParameterizedTest
  @MethodSource("passing")
  void what_may_go_away_by_itself_is_tried_again(Throwable cause) {
    assertThat(FaultOrigin.retriable(died(cause))).isTrue();
  }

  @ParameterizedTest
  @MethodSource("lasting")
  void what_would_come_again_ends_the_topology(Throwable cause) {
    assertThat(FaultOrigin.retriable(died(cause))).isFalse();
  }

  @ParameterizedTest
  @MethodSource({"passing", "lasting"})
  void whatever_it_was_is_said(Throwable cause) {
    assertThat(FaultOrigin.sentence(died(cause))).isNotBlank().doesNotContain("died");
  }

  private static Throwable died(Throwable cause) {
    return new StreamsException("the thread died", cause);
  }

  @Test
  void what_a_disk_refuses_is_said_in_words() {
    assertThat(FaultOrigin.unwritable(died(new IOException("No space left on device"))))
        .contains("its disk is full");
    assertThat(FaultOrigin.unwritable(died(new RocksDBException("/x: Read-only file system"))))
        .contains("it is read-only");
    assertThat(FaultOrigin.unwritable(died(new AccessDeniedException("/x"))))
        .contains("this user has no right to");
    assertThat(FaultOrigin.unwritable(died(new IOException("connection reset")))).isEmpty();
  }
}
