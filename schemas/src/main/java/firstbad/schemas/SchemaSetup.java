package firstbad.schemas;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;

/**
 * The schemas as a registry has them: registers this version's, and says what is missing. Every
 * method throws {@link RegistryException} when the registry does not answer or does not allow it.
 */
public final class SchemaSetup {

  /** Every version of a schema can be read with every other one. */
  private static final String LEVEL = "FULL_TRANSITIVE";

  private static final int INCOMPATIBLE = 409;

  private final Registry registry;
  private final Topics topics;

  /**
   * @param registry stays open
   */
  public SchemaSetup(Registry registry, Topics topics) {
    this.registry = registry;
    this.topics = topics;
  }

  /**
   * Registers what is missing, and sets the level of compatibility that later versions must keep.
   *
   * @return the subjects that were changed, in the order of the topics
   */
  public List<String> registerMissing() {
    List<String> changed = new ArrayList<>();
    for (Topic topic : Topic.values()) {
      topic
          .value()
          .filter(schema -> register(topics.subject(topic), schema))
          .ifPresent(any -> changed.add(topics.subject(topic)));
    }
    return changed;
  }

  /** One sentence for each schema or level that is not as it must be; empty when all are. */
  public List<String> differences() {
    List<String> differences = new ArrayList<>();
    for (Topic topic : Topic.values()) {
      topic
          .value()
          .ifPresent(schema -> differences.addAll(differences(topics.subject(topic), schema)));
    }
    return differences;
  }

  private List<String> differences(String subject, Schema schema) {
    if (!isRegistered(subject, schema)) {
      return List.of(
          "The schema registry does not have this version's schema under %s; register it with: firstbad topics"
              .formatted(subject));
    }
    Optional<String> level = level(subject);
    if (level.isPresent() && level.get().equals(LEVEL)) {
      return List.of();
    }
    return List.of(
        "The schema registry does not hold %s to the compatibility level %s; set it with: firstbad topics"
            .formatted(subject, LEVEL));
  }

  private boolean register(String subject, Schema schema) {
    boolean changed = false;
    if (!isRegistered(subject, schema)) {
      ask(
          "register the schema of " + subject,
          () -> registry.client().register(subject, new AvroSchema(schema)));
      changed = true;
    }
    if (!level(subject).equals(Optional.of(LEVEL))) {
      ask(
          "set the compatibility level of " + subject,
          () -> registry.client().updateCompatibility(subject, LEVEL));
      changed = true;
    }
    return changed;
  }

  private boolean isRegistered(String subject, Schema schema) {
    return known(
            "look up the schema of " + subject,
            () -> registry.client().getId(subject, new AvroSchema(schema)))
        .isPresent();
  }

  private Optional<String> level(String subject) {
    return known(
        "give the compatibility level of " + subject,
        () -> registry.client().getCompatibility(subject));
  }

  private interface Question<A> {
    A answer() throws IOException, RestClientException;
  }

  private <A> A ask(String deed, Question<A> question) {
    try {
      return question.answer();
    } catch (RestClientException e) {
      if (e.getStatus() == INCOMPATIBLE) {
        throw incompatible(deed, e);
      }
      throw RegistryException.of(deed, registry.address(), e);
    } catch (IOException e) {
      throw RegistryException.of(deed, registry.address(), e);
    }
  }

  private RegistryException incompatible(String deed, RestClientException cause) {
    return new RegistryException(
        "The schema registry at "
            + registry.address()
            + " did not "
            + deed
            + ", since it contradicts an earlier version: "
            + cause.getMessage()
            + "; use another prefix, or a registry of its own.",
        cause);
  }

  private <A> Optional<A> known(String deed, Question<A> question) {
    try {
      return Optional.of(ask(deed, question));
    } catch (RegistryException e) {
      if (e.getCause() instanceof RestClientException answer
          && RegistryException.isUnknown(answer)) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
