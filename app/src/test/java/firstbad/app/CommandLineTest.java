package firstbad.app;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.app.cli.Called;
import firstbad.app.cli.KafkaOptions;
import firstbad.app.cli.Problem;
import firstbad.app.cli.Terminal;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class CommandLineTest {

  @Test
  void aMissingCommandIsWrongUsage() {
    Call call = Call.firstbad();

    assertThat(call.code()).isEqualTo(2);
    assertThat(call.err()).startsWith("firstbad: A command is missing.\n");
    assertThat(call.out()).isEmpty();
  }

  @Test
  void anUnknownCommandIsWrongUsage() {
    Call call = Call.firstbad("bisektion");

    assertThat(call.code()).isEqualTo(2);
    assertThat(call.err()).startsWith("firstbad: There is no command 'bisektion'.\n");
  }

  @Test
  void anUnknownOptionIsWrongUsage() {
    Call call = Call.firstbad("help", "--nonsense");

    assertThat(call.code()).isEqualTo(2);
    assertThat(call.err()).startsWith("firstbad: Unknown option: '--nonsense'.\n");
    assertThat(call.err()).doesNotContain("Did you mean");
    assertThat(Call.firstbad("analyze", "--fromat=json", "x").err())
        .contains("Did you mean: --format?");
  }

  @Test
  void theHelpOfASubcommandIsItsOwn() {
    Call call = Call.firstbad("help", "bisect", "run");

    assertThat(call.code()).isZero();
    assertThat(call.out()).isEqualTo(Call.firstbad("bisect", "run", "--help").out());
    assertThat(Call.firstbad("help", "bisect", "walk").err())
        .startsWith("firstbad: There is no command 'bisect walk'.\n");
  }

  @Test
  void theChoicesOfAnOptionAreNamedAsTheyAreTyped() {
    assertThat(Call.firstbad("analyze", "--format", "xml", "log.txt").err())
        .contains("expected one of text, json but was 'xml'")
        .doesNotContain("case-insensitive");
  }

  @Test
  void theHelpNamesEveryCommandOnce() {
    Call call = Call.firstbad("--help");

    assertThat(call.code()).isZero();
    for (String name : commands()) {
      assertThat(call.out().lines().filter(line -> line.startsWith("  " + name + " "))).hasSize(1);
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandHasAHelpThatFitsATerminal(String name) {
    Call call = Call.firstbad(name, "--help");

    assertThat(call.code()).isZero();
    assertThat(call.out()).contains("Usage: firstbad " + name);
    assertThat(call.out().lines()).allMatch(line -> line.length() <= 80);
  }

  @ParameterizedTest
  @MethodSource("commands")
  void helpIsAsWideAsTheTerminalAndBreaksNoAddressAndNoTime(String name) {
    for (int columns : List.of(60, 80, 120)) {
      Terminal terminal = new Terminal(false, false, true, false, columns, 24);
      Call call = Call.of(Firstbad.commandLine(terminal), name, "--help");
      String text = call.out().replaceFirst("(?s)\\nExample.*", "");
      assertThat(text.lines()).allMatch(line -> line.length() <= columns);
      assertThat(text.replaceAll("\\s+", " "))
          .isEqualTo(help(name).replaceFirst("(?s)\\nExample.*", "").replaceAll("\\s+", " "));
    }
  }

  @Test
  void theLongestNameOfAnOptionDoesNotBreakItsColumn() {
    assertThat(Call.firstbad("up", "--help").out())
        .containsPattern("--upgrade-from=VERSION Keeps [^\\n]+\\n {29}\\S");
  }

  private static String help(String name) {
    Terminal widest = new Terminal(false, false, true, false, 1000, 24);
    return Call.of(Firstbad.commandLine(widest), name, "--help").out();
  }

  @ParameterizedTest
  @CsvSource({
    "topology, --settled-after, 5s",
    "topology, --stalled-after, 2h",
    "topology, --broken-off-after, 6h",
    "server, --keep-lines, 30d",
    "server, --uploads, 100",
    "health, --within, 5s",
    "deliver, --since, 7d"
  })
  void the_help_names_what_holds_unless_told(String command, String option, String usual) {
    String help = Call.firstbad(command, "--help").out();

    assertThat(help.substring(help.lastIndexOf(option + "=")).replaceAll("\\s+", " "))
        .containsPattern("^[^;]*; default: " + usual + "\\.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "culprits --level, unknown | high, middle, low, not-judged but was 'unknown'",
        "bisections --level, hgih | high, middle, low, not-judged but was 'hgih'",
        "bisections --outcome, fixfound | running, culprit-found, fix-found, inconclusive,"
            + " no-clean-revision-found, crashes-as-far-back-as-tested, still-happens-on-head,"
            + " merge-base-clean, not-reproduced, failed, timed-out, broken-off, not-a-bisection-log,"
            + " ended but was 'fixfound'",
        "verify job --source, git | person, rerun, revert, fixes-tag but was 'git'",
      })
  void a_wrong_word_is_answered_with_those_that_can_be_asked_for(String call, String answer) {
    assertThat(Call.firstbad(call.split(",? ", -1)).err()).contains("expected one of " + answer);
  }

  @Test
  void theVersionIsPrinted() {
    assertThat(Call.firstbad("--version").out())
        .matches("firstbad \\S+ \\(commit ([0-9a-f]{12}(, changed)?|unknown)\\)\nJava .*\n");
  }

  @Test
  void theCompletionScriptKnowsTheCommands() {
    assertThat(Call.firstbad("completion").out()).contains("complete -F").contains(commands());
  }

  @Test
  void aProblemIsOneSentence() {
    Call call = Call.of(Call.line().addSubcommand(new Failing()), "fail");

    assertThat(call.code()).isEqualTo(1);
    assertThat(call.err()).isEqualTo("firstbad: The tap at sink 3 is closed; open it.\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"fail --debug", "--debug fail"})
  void aProblemShowsItsStackTraceWhenAsked(String arguments) {
    Call call = Call.of(Call.line().addSubcommand(new Failing()), arguments.split(" "));

    assertThat(call.err()).contains("Problem: The tap at sink 3").contains("\tat firstbad.app.");
  }

  @Test
  void aCommandThatIsNamedRepeatsWhereKafkaIs() {
    String[] given = {"lost", "-p", "w.", "-b", "a:1,b:2", "-c", "my file"};
    String repeated = "--prefix w. --bootstrap-servers a:1,b:2 --config 'my file'";
    assertThat(Call.of(Call.line().addSubcommand(new Lost()), given).err())
        .isEqualTo(
            "firstbad: 'firstbad show 7 "
                + repeated
                + "', 'firstbad show 8 -p x. --bootstrap-servers a:1,b:2 --config 'my file'',"
                + " 'firstbad analyze' do it; or change it with: firstbad topics --alter "
                + repeated
                + "\n");
    assertThat(Call.of(Call.line().addSubcommand(new Lost()), "lost", "--prefix=w.").err())
        .endsWith("with: firstbad topics --alter --prefix 'w.'\n");
    assertThat(Call.of(Call.line().addSubcommand(new Lost()), "lost").err())
        .startsWith("firstbad: 'firstbad show 7', ")
        .endsWith("with: firstbad topics --alter\n");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void itIsKnownWhichCommandsTakeWhereKafkaIs(String name) {
    CommandLine command = Objects.requireNonNull(Call.line().getSubcommands().get(name));
    boolean ofKafka = takes(command, "--prefix") && !name.equals("bisect"); // see there

    assertThat(Called.takes(name, "--prefix")).isEqualTo(ofKafka);
    assertThat(Called.takes(name, "--application-id"))
        .isEqualTo(takes(command, "--application-id"));
  }

  /** It, or all that it consists of. */
  private static boolean takes(CommandLine command, String option) {
    return command.getSubcommands().isEmpty()
        ? command.getCommandSpec().findOption(option) != null
        : command.getSubcommands().values().stream().allMatch(each -> takes(each, option));
  }

  static String[] commands() {
    return Call.line().getSubcommands().keySet().toArray(String[]::new);
  }

  @Command(name = "lost")
  private static final class Lost implements Runnable {
    @Mixin private KafkaOptions kafka = new KafkaOptions();

    @Override
    public void run() {
      assertThat(kafka.prefix()).isNotEmpty();
      throw new Problem(
          "'firstbad show 7', 'firstbad show 8 -p x.', 'firstbad analyze' do it; or change it with:"
              + " firstbad topics --alter");
    }
  }

  @Command(name = "fail")
  private static final class Failing implements Runnable {
    @Override
    public void run() {
      throw new Problem("The tap at sink 3 is closed; open it.");
    }
  }
}
