package firstbad.embedded;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** The registry that comes with firstbad, taken for Confluent's. */
@TestInstance(Lifecycle.PER_CLASS)
class EmbeddedRegistryContractTest extends RegistryContract {
  private final EmbeddedRegistry registry = new EmbeddedRegistry(RegistrySettings.temporary());

  @BeforeAll
  void start() {
    registry.start();
  }

  @AfterAll
  void close() {
    registry.close();
  }

  @Override
  String url() {
    return registry.url();
  }
}
