package firstbad.bisection.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoTimeTest {

  @ParameterizedTest(name = "{0} is {1} ms")
  @CsvSource({
    "0s,0",
    "100ns,0",
    "15.2us,0",
    "999.999\u00b5s,0",
    "1000\u03bcs,1",
    "485.969868ms,485",
    "59.9s,59900",
    "43m0s,2580000",
    "1h0m0.5s,3600500",
    "2h57m38.974850871s,10658974",
    "29h3m1s,104581000",
    "-1.5s,-1500",
    "0.001s,1",
    "4.35s,4350"
  })
  void aDurationIsReadInMilliseconds(String text, long milliseconds) {
    assertThat(GoTime.duration(text)).isEqualTo(milliseconds);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "5",
        "s",
        "1x",
        "1.2.3s",
        "1h2",
        ".s",
        "1e3s",
        "NaNs",
        "9999999999999999h"
      })
  void whatIsNoDurationIsNone(String text) {
    assertThat(GoTime.duration(text)).isNull();
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({"0.026,0.026", "1.000,1", "7,7", ".5,0.5", "5.,5"})
  void aDecimalIsRead(String text, double number) {
    assertThat(GoTime.decimal(text)).isEqualTo(number);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ".", "-1", "1.2.3", "1e400", "NaN", "1234567890123456789012345", "/", ":"})
  void whatIsNoDecimalIsNone(String text) {
    assertThat(GoTime.decimal(text)).isNull();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "2023-07-14 12:36:52.123456789 +0000 UTC m=+93784.001,2023-07-14T12:36:52.123Z",
    "2023-07-14 12:36:52.5 +0200 CEST,2023-07-14T10:36:52.500Z",
    "2023-07-14 12:36:52.05 -0330 -0330 m=+1,2023-07-14T16:06:52.050Z",
    "2023-07-14 12:36:52 +0000 UTC,2023-07-14T12:36:52Z",
    "2023-07-14 12:36:52,2023-07-14T12:36:52Z"
  })
  void aClockIsReadWithItsZone(String text, Instant instant) {
    assertThat(GoTime.clock(text)).isEqualTo(instant.toEpochMilli());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2023-07-14",
        "2023-07-14T12:36:52",
        "2023-07-14 12:36:5",
        "2023-13-14 12:36:52",
        "2023-07-14 25:36:52 +0000 UTC",
        "2023-07-14 12:36:52 +9999 X"
      })
  void whatIsNoClockIsNone(String text) {
    assertThat(GoTime.clock(text)).isNull();
  }

  @Test
  void digitsAreThoseOfAscii() {
    assertThat(GoTime.isDigit('0')).isTrue();
    assertThat(GoTime.isDigit('9')).isTrue();
    assertThat(GoTime.isDigit('/')).isFalse();
    assertThat(GoTime.isDigit(':')).isFalse();
    assertThat(GoTime.isDigit('\u0665')).isFalse();
  }
}
