package firstbad.app.whole;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.schemas.Principal;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** They log in by SASL/SCRAM over TLS that wants a certificate too. */
@Tag("slow")
class PrincipalsTest extends PrincipalsContract {
  PrincipalsTest() {
    super(Login.SCRAM);
  }

  @Test
  @Order(2)
  void a_wrong_password_is_no_silence_of_the_broker() throws Exception {
    Map<String, Object> properties = new HashMap<>(as(Principal.SERVER));
    properties.computeIfPresent(
        "sasl.jaas.config", (name, value) -> value.toString().replace("secret", "wrong"));

    assertThat(serving(properties)).contains("refuses the log-in: ");
  }
}
