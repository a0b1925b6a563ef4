package firstbad.app.setup;

import firstbad.app.cli.Sentences;
import firstbad.schemas.Registry;
import firstbad.schemas.RegistryException;
import firstbad.schemas.SchemaSetup;
import firstbad.schemas.Topics;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Looks at the schema registry; reads only. */
final class RegistryExamination {
  private final Registry registry;
  private final Topics topics;

  RegistryExamination(Registry registry, Topics topics) {
    this.registry = registry;
    this.topics = topics;
  }

  /** Whether it answers, which it is and what it holds. */
  List<Diagnosis> all() {
    try {
      int subjects = registry.client().getAllSubjects().size();
      List<Diagnosis> lines = new ArrayList<>();
      lines.add(
          Diagnosis.well(
              "registry",
              RegistryMake.of(registry.address()).words()
                  + " at "
                  + registry.address()
                  + ", "
                  + subjects
                  + " subjects"));
      lines.addAll(mode());
      lines.addAll(schemas());
      return lines;
    } catch (RestClientException e) {
      return List.of(Diagnosis.faulty("registry", refusal(e)));
    } catch (IOException e) {
      return List.of(
          Diagnosis.faulty(
              "registry",
              "no schema registry answers at "
                  + registry.address()
                  + " ("
                  + Sentences.reason(e)
                  + "); start one there ('firstbad up' does), or name another with --registry."));
    }
  }

  private String refusal(RestClientException e) {
    return switch (e.getStatus()) {
      case 401, 403 ->
          "the registry at "
              + registry.address()
              + " refuses the credentials ("
              + e.getMessage()
              + "); check basic.auth.* in the file of --config.";
      case 404 ->
          "the server at "
              + registry.address()
              + " is not a schema registry with Confluent's interface; with Apicurio the address ends in"
              + " /apis/ccompat/v7.";
      default -> "the registry at " + registry.address() + " answers: " + e.getMessage() + ".";
    };
  }

  private List<Diagnosis> mode() throws IOException {
    try {
      String mode = registry.client().getMode();
      return mode.equals("READWRITE")
          ? List.of()
          : List.of(
              Diagnosis.note("registry", "it is in mode " + mode + " and takes no new schemas."));
    } catch (RestClientException e) {
      return List.of(); // not every registry has modes
    }
  }

  private List<Diagnosis> schemas() {
    try {
      List<String> differences = new SchemaSetup(registry, topics).differences();
      return differences.isEmpty()
          ? List.of(Diagnosis.well("schemas", "all are registered and held to FULL_TRANSITIVE."))
          : differences.stream().map(d -> Diagnosis.faulty("schemas", Sentences.full(d))).toList();
    } catch (RegistryException e) {
      return List.of(Diagnosis.faulty("schemas", Sentences.full(Sentences.reason(e))));
    }
  }
}
