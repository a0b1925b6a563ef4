package firstbad.topology.read;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TimeoutException;

/** What a broker answers, waited for. */
public final class BrokerAnswer {
  private static final int SECONDS = 30;

  private BrokerAnswer() {}

  /**
   * The answer.
   *
   * @throws KafkaException what the broker refused it with, or that there is none within 30 s
   */
  public static <T> T to(KafkaFuture<T> question) {
    try {
      return question.get(SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof KafkaException cause) {
        throw cause;
      }
      throw new KafkaException(e.getCause());
    } catch (java.util.concurrent.TimeoutException e) {
      throw new TimeoutException("no answer within %d s".formatted(SECONDS), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException(e);
    }
  }
}
