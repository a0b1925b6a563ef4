package firstbad.topology.read;

import firstbad.schemas.BadEventException;
import firstbad.schemas.RegistryException;
import firstbad.topology.codec.UnreadableState;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.ApplicationRecoverableException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TransactionAbortableException;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/** Whose fault an exception is: that of the outside (broker, registry, network) or our own. */
public final class FaultOrigin {
  private static final int MAX_DEPTH = 20;
  private static final String NO_RIGHT = "Permission denied";

  /** What operating systems say of a disk, and what it means. */
  private static final Map<String, String> DISK =
      Map.of(
          "No space left on device",
          "its disk is full",
          "Disk quota exceeded",
          "the quota of its disk is used up",
          "Read-only file system",
          "it is read-only",
          NO_RIGHT,
          "this user has no right to");

  private FaultOrigin() {}

  /**
   * Whether bytes could not be decoded for another reason than the bytes: the registry could not be
   * reached, did not answer or refused us.
   */
  public static boolean whileDecoding(Throwable thrown) {
    return !any(thrown, cause -> cause instanceof BadEventException) && outside(thrown);
  }

  /** Whether something outside failed us, rather than our own code. */
  public static boolean outside(Throwable thrown) {
    return any(
        thrown,
        cause ->
            network(cause)
                || ofKafka(cause)
                || cause instanceof RegistryException
                || cause instanceof UnreadableState);
  }

  /** Whether culprits that were sent could not be read to their end. */
  public static boolean ofCulprits(Throwable thrown) {
    return any(thrown, cause -> cause instanceof UnreadCulprits);
  }

  /** Whether the registry did not answer. */
  public static boolean ofRegistry(Throwable thrown) {
    return any(thrown, cause -> cause instanceof RegistryException);
  }

  /** Whether it was met in the local copy of the state. */
  public static boolean ofState(Throwable thrown) {
    return any(thrown, cause -> cause instanceof RocksDBException);
  }

  /** Whether the local copy of the state cannot be read. */
  public static boolean stateDamaged(Throwable thrown) {
    return any(
        thrown,
        cause ->
            cause instanceof RocksDBException rocks
                && rocks.getStatus() != null
                && rocks.getStatus().getCode() == Status.Code.Corruption);
  }

  /** Why something could not be written to a disk, such as {@code its disk is full}. */
  public static Optional<String> unwritable(Throwable thrown) {
    return chain(thrown).stream()
        .filter(cause -> cause instanceof IOException || cause instanceof RocksDBException)
        .flatMap(cause -> DISK.entrySet().stream().filter(row -> says(cause, row.getKey())))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private static boolean says(Throwable cause, String words) {
    return cause instanceof AccessDeniedException
        ? words.equals(NO_RIGHT)
        : String.valueOf(cause.getMessage()).contains(words);
  }

  /** Whether it may go away by itself. */
  public static boolean retriable(Throwable thrown) {
    return any(
        thrown,
        cause ->
            network(cause)
                || cause instanceof RetriableException
                || lostTransaction(cause)
                || (cause instanceof RestClientException answer && passing(answer.getStatus())));
  }

  /** The first message in the chain that was written for people, else the innermost one. */
  public static String sentence(Throwable thrown) {
    String sentence = thrown.getClass().getSimpleName();
    for (Throwable cause : chain(thrown)) {
      String message = cause.getMessage();
      if (message == null || message.isBlank()) {
        continue;
      }
      if (cause instanceof SerializationException
          || cause instanceof ApiException
          || cause instanceof UnreadableState
          || cause instanceof UnreadCulprits) {
        return message;
      }
      sentence = cause.getClass().getSimpleName() + ": " + message;
    }
    return sentence;
  }

  private static boolean passing(int status) {
    return status >= 500 || status == 408 || status == 429;
  }

  /**
   * The broker gave a transaction up, which a commit that takes longer than its time-out meets on a
   * busy machine: the next thread begins with a producer of its own at the last commit.
   */
  private static boolean lostTransaction(Throwable cause) {
    return cause instanceof InvalidTxnStateException
        || cause instanceof TransactionAbortableException
        || cause instanceof ApplicationRecoverableException
        || cause instanceof OutOfOrderSequenceException;
  }

  private static boolean network(Throwable cause) {
    return cause instanceof IOException
        && !(cause instanceof EOFException)
        && !(cause instanceof CharacterCodingException);
  }

  private static boolean ofKafka(Throwable cause) {
    return cause instanceof KafkaException && !(cause instanceof SerializationException);
  }

  private static boolean any(Throwable thrown, Predicate<Throwable> condition) {
    return chain(thrown).stream().anyMatch(condition);
  }

  private static List<Throwable> chain(Throwable thrown) {
    List<Throwable> chain = new ArrayList<>();
    for (Throwable cause = thrown;
        cause != null && chain.size() < MAX_DEPTH;
        cause = cause.getCause()) {
      chain.add(cause);
    }
    return chain;
  }
}
