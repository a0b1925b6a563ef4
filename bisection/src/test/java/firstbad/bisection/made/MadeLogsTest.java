package firstbad.bisection.made;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.bisection.finding.Kind;
import firstbad.bisection.finding.Outcome;
import firstbad.bisection.finding.Role;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MadeLogsTest {
  private static final List<MadeLog> LOGS = MadeLogs.made(0, 1500).toList();

  @Test
  void theSameSeedGivesTheSameLog() {
    for (long seed = 0; seed < 50; seed++) {
      assertThat(MadeLogs.made(seed)).isEqualTo(MadeLogs.made(seed));
    }
    MadeLogs logs = new MadeLogs(7);
    assertThat(List.of(logs.next(), logs.next()))
        .containsExactly(MadeLogs.made(7), MadeLogs.made(8));
  }

  @Test
  void everyKindMeetsEveryEndingItCanHave() {
    Set<String> seen = new HashSet<>();
    LOGS.forEach(log -> seen.add(log.truth().kind() + " " + log.truth().outcome()));
    for (Outcome outcome :
        EnumSet.complementOf(
            EnumSet.of(
                Outcome.UNKNOWN,
                Outcome.RUNNING,
                Outcome.MERGE_BASE_CLEAN,
                Outcome.NOT_A_BISECTION))) {
      assertThat(seen).contains(Kind.CAUSE + " " + outcome, Kind.FIX + " " + outcome);
    }
    assertThat(seen).contains("FIX MERGE_BASE_CLEAN").doesNotContain("CAUSE MERGE_BASE_CLEAN");
  }

  @Test
  void everyYearAndEveryRoleIsMadeUp() {
    Set<Integer> years = new HashSet<>();
    Set<Role> roles = EnumSet.noneOf(Role.class);
    LOGS.forEach(
        log -> {
          years.add(log.day().getYear());
          log.truth().revisions().forEach(revision -> roles.add(revision.role()));
        });
    assertThat(years)
        .containsExactlyInAnyOrder(2018, 2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026);
    assertThat(roles).isEqualTo(EnumSet.complementOf(EnumSet.of(Role.UNKNOWN)));
  }

  @Test
  void aBrokenLogIsTheBeginningOfTheWholeOneAndKnowsNoMore() {
    for (long seed = 0; seed < 40; seed++) {
      MadeLog whole = MadeLogs.whole(seed);
      for (int lines = 1; lines < whole.lines().size(); lines += 7) {
        MadeLog broken = MadeLogs.broken(seed, lines);
        assertThat(broken.lines()).isEqualTo(whole.lines().subList(0, lines));
        assertThat(broken.truth().whole()).isFalse();
        assertThat(broken.truth().revisions())
            .hasSizeLessThanOrEqualTo(whole.truth().revisions().size());
        broken.truth().revisions().stream()
            .filter(Truth.TrueRevision::finished)
            .forEach(revision -> assertThat(whole.truth().revisions()).contains(revision));
      }
    }
  }

  @Test
  void noLineHasALineFeedInIt() {
    assertThat(LOGS.stream().flatMap(log -> log.lines().stream()))
        .noneMatch(line -> line.contains("\n"));
  }

  @Test
  void aCulpritIsNamedInTheLogAndNothingElseIsWhereThereIsNone() {
    LOGS.forEach(
        log -> {
          String culprit = log.truth().culprit();
          if (log.truth().outcome() == Outcome.CULPRIT_FOUND) {
            assertThat(log.text()).contains(" commit: " + culprit);
          } else {
            assertThat(culprit).isNull();
          }
        });
  }

  @ParameterizedTest(name = "{0} ns is {1}")
  @CsvSource({
    "0,0s",
    "100,100ns",
    "15200,15.2\u00b5s",
    "485969868,485.969868ms",
    "1000000000,1s",
    "59900000000,59.9s",
    "60000000000,1m0s",
    "3600500000000,1h0m0.5s",
    "10658974850871,2h57m38.974850871s",
    "104581000000000,29h3m1s"
  })
  void durationsArePrintedAsGoPrintsThem(long nanoseconds, String printed) {
    assertThat(Ending.duration(nanoseconds)).isEqualTo(printed);
  }
}
