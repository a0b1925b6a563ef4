package firstbad.bisection.trust.title;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.bisection.crash.CrashTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CrashClassTest {

  @Test
  void every_type_has_a_class_but_those_that_are_a_mixture() {
    assertThat(CrashTypes.all())
        .filteredOn(type -> CrashClass.ofType(type) == CrashClass.OTHER)
        .as("types without a class: name it in CrashClass")
        .containsExactlyInAnyOrder("DoS", CrashTypes.UNKNOWN);
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          KASAN: slab-use-after-free Read in foo_release           | KASAN
          KASAN: unheard-of in foo_release                         | KASAN
          KMSAN: uninit-value in foo_release                       | KMSAN
          KFENCE: memory corruption in foo_release                 | KFENCE
          KCSAN: data-race in foo_release / foo_open               | KCSAN
          UBSAN: array-index-out-of-bounds in foo_release          | UBSAN
          UBSAN: shift-out-of-bounds in foo_release                | UBSAN
          general protection fault in foo_release                  | MEMFAULT
          BUG: unable to handle kernel NULL pointer dereference in foo | MEMFAULT
          BUG: unable to handle kernel paging request in foo       | MEMFAULT
          BUG: stack guard page was hit in foo_release             | MEMFAULT
          BUG: corrupted list in foo_release                       | BUGLIST
          BUG: bad usercopy in foo_release                         | BUGLIST
          BUG: Bad page state                                      | BUGLIST
          WARNING: refcount bug in foo_release                     | REFCOUNT
          possible deadlock in foo_release                         | LOCKDEP
          WARNING: possible circular locking                       | LOCKDEP
          WARNING: suspicious RCU usage                            | LOCKDEP
          WARNING: bad unlock balance detected!                    | LOCKDEP
          BUG: bad unlock balance detected! ]                      | LOCKDEP
          BUG: scheduling while atomic: executor/1                 | ATOMIC
          INFO: trying to register non-static key in foo           | LOCKDEP
          INFO: task hung in foo_release                           | HANG
          INFO: rcu preempt detected stalls                        | HANG
          BUG: workqueue lockup                                    | HANG
          BUG: sleeping function called from invalid context in foo | ATOMIC
          memory leak in foo_release                               | LEAK
          BUG: memory leak                                         | LEAK
          kernel BUG at foo.c:LINE!                                | BUG
          WARNING in foo_release                                   | WARNING
          WARNING: corrupted                                       | WARNING
          WARNING: kernel stack regs has bad 'bp' value            | WARNING
          WARNING: foo bug in foo_release                          | WARNING
          unregister_netdevice: waiting for DEV to become free     | UNREG
          SYZFAIL: foo                                             | FUZZER
          panic: foo                                               | FUZZER
          executor 0: EOF                                          | FUZZER
          lost connection to test machine                          | LOST
          no output from test machine                              | LOST
          unexpected kernel reboot                                 | LOST
          test machine is not executing programs                   | LOST
          kernel panic: corrupted stack end in foo_release         | OTHER
          divide error in foo_release                              | OTHER
          BUG: foo                                                 | OTHER
          INFO: foo                                                | OTHER
          something else                                           | OTHER
          ''                                                       | EMPTY
          """)
  void a_title_has_the_class_of_its_type_unless_its_beginning_says_more(
      String title, CrashClass crashClass) {
    assertThat(CrashClass.of(title)).isEqualTo(crashClass);
  }
}
