package firstbad.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisplayTextTest {

  @Test
  void controlCharactersAreShownAsWhatTheyAre() {
    assertThat(DisplayText.visible("a\u001b[31mred\u0000\u007f\u009b"))
        .isEqualTo("a^[[31mred^@^?<U+009B>");
    assertThat(DisplayText.visible("right\u202eleft")).isEqualTo("right<U+202E>left");
    assertThat(DisplayText.visible("o" + "\u0308".repeat(5)))
        .isEqualTo("o" + "\u0308".repeat(4) + "<U+0308>");
    assertThat(DisplayText.visible("half \ud800.")).isEqualTo("half <U+D800>.");
    assertThat(DisplayText.visible("tab\there")).isEqualTo("tab here");
  }

  @Test
  void ordinaryTextStaysAsItIs() {
    assertThat(DisplayText.visible("naïve café — ok 漢字")).isEqualTo("naïve café — ok 漢字");
  }

  @Test
  void aNumberStaysWithWhatItCounts() {
    assertThat(DisplayText.wrapped("were tested in 4 h 7 m: 6 bad", 20))
        .containsExactly("were tested in", "4 h 7 m: 6 bad");
    assertThat(DisplayText.wrapped("were tested in 4 h 7 m: 6 bad", 17))
        .containsExactly("were tested in", "4 h 7 m: 6 bad");
  }

  @Test
  void aLongCommandGoesOnBehindABackslash() {
    assertThat(DisplayText.command("git show a", 20)).containsExactly("git show a");
    assertThat(DisplayText.command("git bisect start aaaa bbbb cccc", 24))
        .containsExactly("git bisect start aaaa \\", "    bbbb cccc");
  }

  @Test
  void aCommandInASentenceStaysInOnePiece() {
    assertThat(DisplayText.wrappedAroundCommands("see 'firstbad topics --alter -b k:9092'.", 12))
        .containsExactly("see", "'firstbad topics --alter -b k:9092'.");
    assertThat(
            DisplayText.wrappedAroundCommands(
                "it is wrong; mend it with: kafka-configs --alter --topic x", 16))
        .containsExactly("it is wrong;", "mend it with:", "kafka-configs --alter --topic x");
    assertThat(DisplayText.wrappedAroundCommands("log-lines 4, verifications 4", 16))
        .containsExactly("log-lines 4,", "verifications 4");
  }

  @Test
  void linesBreakAtBlanksAndLongWordsBehindSlashes() {
    assertThat(DisplayText.wrapped("one two three", 8)).containsExactly("one two", "three");
    assertThat(DisplayText.wrapped("git://git.example.org/pub/linux", 24))
        .containsExactly("git://git.example.org/", "pub/linux");
    assertThat(DisplayText.wrapped("x".repeat(25), 10))
        .hasSize(3)
        .allMatch(line -> line.length() <= 10);
    assertThat(DisplayText.wrapped("", 10)).containsExactly("");
  }

  @Test
  void anAddressThatFitsIntoALineStaysWholeSoThatItCanBeCopied() {
    String address = "git://git.example.org/pub/linux.git";
    assertThat(DisplayText.wrapped("see the tree " + address + " for it", 36))
        .containsExactly("see the tree", address, "for it");
    assertThat(DisplayText.wrapped("it is (" + address + ")", 40))
        .containsExactly("it is", "(" + address + ")");
    assertThat(DisplayText.wrapped("it is " + address + "/x", 35))
        .allMatch(line -> line.length() <= 35);
  }

  @ParameterizedTest
  @CsvSource({
    "485, 485 ms",
    "3100, 3.1 s",
    "59000, 59 s",
    "60000, 1 m",
    "2580000, 43 m",
    "3599999, 1 h",
    "10658974, 2 h 58 m",
    "7200000, 2 h"
  })
  void durationsAreSaidAsAPersonSaysThem(long ms, String said) {
    assertThat(DisplayText.duration(ms)).isEqualTo(said);
  }
}
