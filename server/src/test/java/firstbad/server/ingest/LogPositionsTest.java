package firstbad.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import firstbad.bisection.intake.TextPosition;
import java.sql.SQLTransientConnectionException;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** While the database of the view is away. */
class LogPositionsTest {
  private final LogPositions positions =
      new LogPositions(
          Jdbi.create(
              () -> {
                throw new SQLTransientConnectionException("away");
              }));

  @Test
  void aLogIsTakenFromItsBeginning() {
    assertThat(positions.forgottenAsFarAsKnown("a")).isFalse();
    assertThat(positions.resumed("a", 1).position()).isEqualTo(TextPosition.BEGINNING);
  }

  @Test
  void whatIsNotKnownIsNotMadeUp() {
    assertThatThrownBy(() -> positions.of("a")).isInstanceOf(ConnectionException.class);
    assertThatThrownBy(() -> positions.resumed("a", 7)).isInstanceOf(ConnectionException.class);
    assertThatThrownBy(() -> positions.forgotten("a")).isInstanceOf(ConnectionException.class);
  }
}
