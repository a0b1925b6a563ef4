package firstbad.bisection.trust.parameters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ParametersTest {
  private final String text = text();

  @Test
  void theShippedOnesHaveAVersion() {
    assertThat(Parameters.shipped().version()).isNotBlank();
    assertThat(Parameters.parsed(text).version()).isEqualTo(Parameters.shipped().version());
  }

  @Test
  void aLineThatIsNoneIsNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Parameters.parsed("version = x\nonset.scale 4000\n"))
        .withMessage(
            "Line 2 of the parameters is not of the form \"name = numbers\": onset.scale 4000");
  }

  @Test
  void whatIsMissingIsNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Parameters.parsed(text.replace("onset.scale = 4000", "")))
        .withMessage("The parameters lack the line \"onset.scale = ...\".");
  }

  @Test
  void whatMeansNothingIsNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Parameters.parsed(text + "\nonset.skale = 1"))
        .withMessage("These parameters mean nothing here: onset.skale.");
  }

  @Test
  void whatIsGivenTwiceIsNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Parameters.parsed("version = 1\nversion = 2"))
        .withMessage("Line 2 of the parameters gives version a second time.");
  }

  @Test
  void whatIsNoNumberIsNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> Parameters.parsed(text.replace("onset.scale = 4000", "onset.scale = NaN")))
        .withMessage("The parameter onset.scale has \"NaN\" where a number should be.");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> Parameters.parsed(text.replace("onset.scale = 4000", "onset.scale = 1 2")))
        .withMessage("The parameter onset.scale needs 1 numbers, not 2.");
  }

  @Test
  void anUnknownSetIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Parameters.resource("best"));
  }

  private static String text() {
    try (InputStream in = Parameters.class.getResourceAsStream("shipped.parameters")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
