package firstbad.topology.read;

import firstbad.schemas.OncePerMinute;
import firstbad.topology.BisectionTopology;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends records of {@code log-lines} whose bytes are wrong to the dead letters and goes on. Trouble
 * with the registry is never the record's fault, and nothing else that cannot be decoded is
 * skipped: the application fails, and reads the same records again.
 */
public final class UnreadableRecords implements DeserializationExceptionHandler {
  /** Properties by which {@link BisectionTopology} tells what the handler needs. */
  public static final String LOG_LINES = "firstbad.topics.log-lines";

  public static final String DEAD_LETTERS = "firstbad.topics.dead-letters";
  public static final String COUNTERS = "firstbad.line-counters";

  private static final Logger LOG = LoggerFactory.getLogger(UnreadableRecords.class);

  private final OncePerMinute said = new OncePerMinute();
  private String logLines = "";
  private String deadLetters = "";
  private LineCounters counters = new LineCounters();

  @Override
  public void configure(Map<String, ?> configs) {
    logLines = String.valueOf(configs.get(LOG_LINES));
    deadLetters = String.valueOf(configs.get(DEAD_LETTERS));
    if (configs.get(COUNTERS) instanceof LineCounters shared) {
      counters = shared;
    }
  }

  @Override
  public Response handleError(
      ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception exception) {
    if (!record.topic().equals(logLines) || FaultOrigin.whileDecoding(exception)) {
      return Response.fail();
    }
    ReadAhead.ofThread().processed(record.partition(), record.offset());
    String reason = FaultOrigin.sentence(exception);
    said.due("unreadable")
        .ifPresent(
            more ->
                LOG.warn(
                    "Record {} of {}-{} is unreadable and goes to the dead letters, as did {} more since the last such message: {}",
                    record.offset(),
                    record.topic(),
                    record.partition(),
                    more,
                    reason));
    counters.unreadable.increment();
    DeadLetter letter =
        DeadLetter.of(
            record.key(),
            record.value(),
            record.headers(),
            new DeadLetter.Source(
                record.topic(), record.partition(), record.offset(), record.timestamp()),
            "unreadable",
            reason);
    return Response.resume(
        List.of(
            new ProducerRecord<>(
                deadLetters,
                null,
                record.timestamp(),
                letter.key(),
                letter.value(),
                letter.headers())));
  }
}
