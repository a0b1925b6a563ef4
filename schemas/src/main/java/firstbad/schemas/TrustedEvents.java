package firstbad.schemas;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.util.ClassSecurityValidator;
import org.apache.avro.util.ClassSecurityValidator.ClassSecurityPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The generated classes, made known to Avro, which from 1.12 on loads none that it was not told to
 * trust. Only a program that reads events with Confluent's own deserializer has to call this.
 */
public final class TrustedEvents {
  private static final Set<String> NAMES =
      Arrays.stream(Topic.values())
          .flatMap(topic -> topic.value().stream())
          .flatMap(TrustedEvents::named)
          .collect(Collectors.toUnmodifiableSet());

  private static @Nullable ClassSecurityPredicate installed;

  private TrustedEvents() {}

  /** Adds the events to what Avro trusts in this process. May be called any number of times. */
  public static synchronized void trust() {
    ClassSecurityPredicate before = ClassSecurityValidator.getGlobal();
    if (before != installed) {
      installed = ClassSecurityValidator.composite(before, type -> NAMES.contains(type.getName()));
      ClassSecurityValidator.setGlobal(installed);
    }
  }

  private static Stream<String> named(Schema schema) {
    return switch (schema.getType()) {
      case RECORD ->
          Stream.concat(
              Stream.of(schema.getFullName()),
              schema.getFields().stream().flatMap(field -> named(field.schema())));
      case ENUM -> Stream.of(schema.getFullName());
      case ARRAY -> named(schema.getElementType());
      case MAP -> named(schema.getValueType());
      case UNION -> schema.getTypes().stream().flatMap(TrustedEvents::named);
      default -> Stream.empty();
    };
  }
}
