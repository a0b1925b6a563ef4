package firstbad.bisection.trust.title;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RelationTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "WARNING in free_netdev (2)           | WARNING in free_netdev          | SAME_TITLE",
        "KASAN: use-after-free Read in vif_up | BUG: corrupted list in vif_up   | SAME_FUNCTION",
        "WARNING in vif_device_up             | WARNING in vif_close            | RELATED",
        "WARNING in tls_push_record           | WARNING in push_tls_last        | RELATED",
        "INFO: task hung in a_b               | INFO: rcu detected stall in c_d | RELATED",
        "KASAN: use-after-free Read in aa_bb  | general protection fault in cc  | SAME_CLASS",
        "WARNING in aa_bb                     | WARNING in cc_dd                | SAME_CLASS",
        "WARNING in free_netdev               | KASAN: out-of-bounds in hid_x   | OTHER",
        "INFO: task hung in a_b               | KASAN: out-of-bounds in hid_x   | NOISE",
        "lost connection to test machine      | KASAN: out-of-bounds in hid_x   | NOISE",
        "lost connection to test machine      | no output from test machine     | SAME_CLASS",
        "unregister_netdevice: waiting        | WARNING in cc_dd                | NOISE",
        "WARNING in corrupted (2)             | WARNING in corrupted            | SAME_TITLE",
        "WARNING: ODEBUG bug in corrupted     | WARNING in corrupted            | SAME_CLASS",
        "WARNING: ODEBUG bug in corrupted     | KASAN: out-of-bounds in corrupted | OTHER",
      })
  void aTitleIsAsCloseToTheBugAsTheTableSays(String title, String reference, Relation expected) {
    assertThat(Relation.of(CrashTitle.of(title), List.of(CrashTitle.of(reference))))
        .isEqualTo(expected);
  }

  @Test
  void theClosestReferenceCounts() {
    List<CrashTitle> references =
        List.of(CrashTitle.of("KASAN: out-of-bounds in hid_x"), CrashTitle.of("WARNING in cc_dd"));
    assertThat(Relation.of(CrashTitle.of("WARNING in zz"), references))
        .isEqualTo(Relation.SAME_CLASS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "WARNING in free_netdev                      | free_netdev",
        "BUG: sleeping function in lock in vif_up    | vif_up",
        "kernel BUG at net/rxrpc/af_rxrpc.c:LINE!    | net/rxrpc/af_rxrpc.c",
        "kernel BUG at fs/x.c:12! in y_z             | y_z",
        "KCSAN: data-race in do_a / do_b             | do_a",
        "unable to handle paging request at ffff8880 | ffff8880",
        "lost connection to test machine             |",
        "KASAN: use-after-free Read in corrupted     |",
      })
  void aTitleNamesAFunction(String title, String function) {
    assertThat(CrashTitle.of(title).function()).isEqualTo(function);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'WARNING  in\tfree_netdev '   | WARNING in free_netdev",
        "WARNING in free_netdev (12)   | WARNING in free_netdev",
        "WARNING in free_netdev(12)    | WARNING in free_netdev(12)",
        "WARNING in free_netdev ()     | WARNING in free_netdev ()",
        "'(2)'                         | (2)",
        "''                            | ''",
      })
  void theNormalFormForgetsNumbersAndBlanks(String title, String text) {
    assertThat(CrashTitle.of(title).text()).isEqualTo(text);
  }

  @Test
  void anOverlongTitleIsCut() {
    assertThat(CrashTitle.of("x".repeat(100_000)).text()).hasSize(CrashTitle.LONGEST);
  }

  @Test
  void onlyTellingWordsMakeFunctionsRelated() {
    assertThat(Relation.related(FunctionWords.of("do_sys_open"), FunctionWords.of("do_sys_close")))
        .isFalse();
    assertThat(FunctionWords.of("__x64_sys_hidraw_2_release")).containsExactly("hidraw");
  }
}
