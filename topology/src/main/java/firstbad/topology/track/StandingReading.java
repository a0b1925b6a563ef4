package firstbad.topology.track;

import firstbad.bisection.trust.judgement.Level;
import firstbad.events.Assessment;
import firstbad.events.CulpritFound;
import firstbad.events.Verification;
import firstbad.events.VerificationSource;
import firstbad.schemas.EventSerdes;
import firstbad.schemas.Ids;
import firstbad.schemas.NewHeaders;
import firstbad.schemas.OncePerMinute;
import firstbad.schemas.Topic;
import firstbad.schemas.Topics;
import firstbad.schemas.VerificationRules;
import firstbad.topology.codec.StateCodec;
import firstbad.topology.read.FaultOrigin;
import firstbad.topology.sum.JudgedCulprit;
import firstbad.topology.sum.StandingChange;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the records of {@code culprits} and {@code verifications} are read: each becomes what it
 * changes, under the id of its bisection. Anybody may write verifications, so what is none, or
 * breaks the rules, is passed over as every other reader does; the log says so.
 */
public final class StandingReading {
  private static final Logger LOG = LoggerFactory.getLogger(StandingReading.class);

  private final String verifications;
  private final Deserializer<CulpritFound> culprit;
  private final Deserializer<Verification> verification;
  private final OncePerMinute said = new OncePerMinute();

  public StandingReading(Topics topics, EventSerdes serdes) {
    this.verifications = topics.name(Topic.VERIFICATIONS);
    this.culprit = serdes.deserializer(CulpritFound.class);
    this.verification = serdes.deserializer(Verification.class);
  }

  /** What a record changes. */
  private record Read(String id, StandingChange change) {}

  /** A processor for one task. */
  Processor<byte[], byte[], String, byte[]> processor(StateCodec<StandingChange> changes) {
    return new ContextualProcessor<>() {
      @Override
      public void process(Record<byte[], byte[]> record) {
        RecordMetadata from = context().recordMetadata().orElseThrow();
        read(from, record)
            .ifPresent(
                read ->
                    context()
                        .forward(
                            new Record<>(
                                read.id(),
                                changes.encode(read.change()),
                                record.timestamp(),
                                NewHeaders.none())));
      }
    };
  }

  /** Empty where it is passed over. */
  private Optional<Read> read(RecordMetadata from, Record<byte[], byte[]> record) {
    Optional<Read> read;
    try {
      String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
      read =
          from.topic().equals(verifications)
              ? said(from.topic(), key, record.value())
              : named(from.topic(), key, record.value());
    } catch (RuntimeException fault) {
      if (FaultOrigin.whileDecoding(fault)) {
        throw fault;
      }
      passedOver(from, FaultOrigin.sentence(fault));
      return Optional.empty();
    }
    if (read.isEmpty()) {
      passedOver(from, "it breaks the rules of its topic");
    }
    return read;
  }

  private Optional<Read> named(String topic, String id, byte @Nullable [] value) {
    if (!Ids.isLegal(id)) {
      return Optional.empty();
    }
    if (value == null) {
      return Optional.of(new Read(id, new StandingChange.Removed()));
    }
    Assessment judged = culprit.deserialize(topic, value).getAssessment();
    return Optional.of(
        new Read(
            id,
            new StandingChange.Named(
                new JudgedCulprit(
                    judged.getParameters(),
                    Level.valueOf(judged.getLevel().name()),
                    judged.getProbability()))));
  }

  private Optional<Read> said(String topic, String key, byte @Nullable [] value) {
    String id = VerificationRules.id(key);
    if (value == null) {
      String source = key.substring(key.lastIndexOf('/') + 1);
      return Arrays.stream(VerificationSource.values())
          .filter(each -> each.name().equals(source) && Ids.isLegal(id))
          .map(each -> new Read(id, new StandingChange.Said(each, null)))
          .findFirst();
    }
    Verification word = verification.deserialize(topic, value);
    return VerificationRules.counts(key, word)
        ? Optional.of(new Read(id, new StandingChange.Said(word.getSource(), word.getState())))
        : Optional.empty();
  }

  private void passedOver(RecordMetadata from, String why) {
    said.due("passed over")
        .ifPresent(
            more ->
                LOG.warn(
                    "Record {} of {}-{} is passed over, as were {} more since the last such message: {}",
                    from.offset(),
                    from.topic(),
                    from.partition(),
                    more,
                    why));
  }
}
