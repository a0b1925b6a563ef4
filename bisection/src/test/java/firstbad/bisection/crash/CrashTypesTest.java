package firstbad.bisection.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CrashTypesTest {

  /** One title for each row of the table, by the row's number in it. */
  @ParameterizedTest(name = "row {0}: {1} is {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
           1 | KFENCE: use-after-free write in foo_release              | KFENCE-USE-AFTER-FREE-WRITE
           2 | KFENCE: use-after-free read in foo_release               | KFENCE-USE-AFTER-FREE-READ
           2 | KFENCE: use-after-free in foo_release                    | KFENCE-USE-AFTER-FREE-READ
           3 | KFENCE: invalid write in foo_release                     | KFENCE-WRITE
           3 | KFENCE: out-of-bounds write in foo_release               | KFENCE-WRITE
           4 | KFENCE: invalid read in foo_release                      | KFENCE-READ
           4 | KFENCE: out-of-bounds read in foo_release                | KFENCE-READ
           4 | KFENCE: out-of-bounds in foo_release                     | KFENCE-READ
           5 | KFENCE: memory corruption in foo_release                 | KFENCE-MEMORY-CORRUPTION
           6 | KFENCE: invalid free in foo_release                      | KFENCE-INVALID-FREE
           7 | KMSAN: uninit-value in foo_release                       | KMSAN-UNINIT-VALUE
           8 | KMSAN: kernel-infoleak-after-free in foo_release         | KMSAN-USE-AFTER-FREE-READ
           8 | KMSAN: kernel-usb-infoleak-after-free in foo_release     | KMSAN-USE-AFTER-FREE-READ
           8 | KMSAN: use-after-free in foo_release                     | KMSAN-USE-AFTER-FREE-READ
           9 | KMSAN: kernel-infoleak in foo_release                    | KMSAN-INFO-LEAK
           9 | KMSAN: kernel-usb-infoleak in foo_release                | KMSAN-INFO-LEAK
          10 | KASAN: null-ptr-deref Write in foo_release               | KASAN-NULL-POINTER-DEREFERENCE-WRITE
          11 | KASAN: null-ptr-deref Read in foo_release                | KASAN-NULL-POINTER-DEREFERENCE-READ
          12 | BUG: unable to handle kernel NULL pointer dereference in foo | NULL-POINTER-DEREFERENCE
          13 | KASAN: slab-out-of-bounds Write in foo_release           | KASAN-WRITE
          14 | KASAN: slab-out-of-bounds Read in foo_release            | KASAN-READ
          14 | KASAN: slab-out-of-bounds in foo_release                 | KASAN-READ
          14 | KASAN: stack-out-of-bounds in foo_release                | KASAN-READ
          14 | KASAN: wild-memory-access in foo_release                 | KASAN-READ
          14 | KASAN: invalid-access Read in foo_release                | KASAN-READ
          14 | KASAN: unknown-crash Read in foo_release                 | KASAN-READ
          15 | KASAN: double-free or invalid-free in foo_release        | KASAN-INVALID-FREE
          15 | KASAN: invalid-free in foo_release                       | KASAN-INVALID-FREE
          16 | KASAN: slab-use-after-free Write in foo_release          | KASAN-USE-AFTER-FREE-WRITE
          16 | KASAN: use-after-free Write in foo_release               | KASAN-USE-AFTER-FREE-WRITE
          17 | KASAN: slab-use-after-free Read in foo_release           | KASAN-USE-AFTER-FREE-READ
          17 | KASAN: use-after-free Read in foo_release                | KASAN-USE-AFTER-FREE-READ
          17 | KASAN: use-after-free in foo_release                     | KASAN-USE-AFTER-FREE-READ
          18 | BUG: corrupted list in foo_release                       | MEMORY_SAFETY_BUG
          18 | BUG: unable to handle kernel paging request in foo       | MEMORY_SAFETY_BUG
          19 | WARNING: refcount bug in foo_release                     | REFCOUNT_WARNING
          20 | UBSAN: array-index-out-of-bounds in foo_release          | MEMORY_SAFETY_UBSAN
          21 | KCSAN: data-race in foo_release / foo_open               | KCSAN-DATARACE
          22 | KCSAN: assert: race in foo_release                       | KCSAN-ASSERT
          23 | BUG: bad unlock balance in foo_release                   | LOCKDEP
          23 | BUG: held lock freed in foo_release                      | LOCKDEP
          23 | BUG: rwlock bad magic in foo_release                     | LOCKDEP
          23 | BUG: spinlock recursion in foo_release                   | LOCKDEP
          23 | BUG: still has locks held in foo_release                 | LOCKDEP
          23 | BUG: using __this_cpu_read() in preemptible code         | LOCKDEP
          23 | WARNING: bad unlock balance in foo_release               | LOCKDEP
          23 | WARNING: held lock freed in foo_release                  | LOCKDEP
          23 | WARNING: lock held when returning to user space in foo   | LOCKDEP
          23 | WARNING: locking bug in foo_release                      | LOCKDEP
          23 | WARNING: nested lock was not taken in foo_release        | LOCKDEP
          23 | WARNING: still has locks held in foo_release             | LOCKDEP
          23 | WARNING: suspicious RCU usage in foo_release             | LOCKDEP
          23 | inconsistent lock state in foo_release                   | LOCKDEP
          23 | possible deadlock in foo_release                         | LOCKDEP
          24 | BUG: scheduling while atomic in foo_release              | ATOMIC_SLEEP
          24 | BUG: sleeping function called from invalid context in foo | ATOMIC_SLEEP
          25 | memory leak in foo_release                               | LEAK
          26 | BUG: bad usercopy in foo_release                         | BUG
          26 | kernel BUG in foo_release                                | BUG
          26 | kernel BUG at foo.c:LINE!                                | BUG
          27 | WARNING in foo_release                                   | WARNING
          28 | BUG: stack guard page was hit in foo_release             | UNKNOWN
          28 | WARNING: corrupted                                       | UNKNOWN
          28 | WARNING: kernel stack frame pointer has bad value        | UNKNOWN
          28 | WARNING: kernel stack regs has bad 'bp' value            | UNKNOWN
          29 | BUG: soft lockup in foo_release                          | HANG
          29 | INFO: rcu detected stall in foo_release                  | HANG
          29 | INFO: task can't die in foo_release                      | HANG
          29 | INFO: task hung in foo_release                           | HANG
          30 | Alignment trap in foo_release                            | DoS
          30 | BUG: Object already free                                 | DoS
          30 | Internal error in foo_release                            | DoS
          30 | PANIC: double fault in foo_release                       | DoS
          30 | Unhandled fault in foo_release                           | DoS
          30 | VFS: Busy inodes after unmount (use-after-free)          | DoS
          30 | VFS: Close: file count is zero (use-after-free)          | DoS
          30 | divide error in foo_release                              | DoS
          30 | general protection fault in foo_release                  | DoS
          30 | go runtime error                                         | DoS
          30 | int3 in foo_release                                      | DoS
          30 | invalid opcode in foo_release                            | DoS
          30 | kernel panic: corrupted stack end in foo_release         | DoS
          30 | kernel stack overflow                                    | DoS
          30 | panic: foo                                               | DoS
          30 | rust_kernel panicked                                     | DoS
          30 | stack segment fault in foo_release                       | DoS
          30 | trusty: foo                                              | DoS
          30 | unregister_netdevice: waiting for DEV to become free     | DoS
          31 | no output from test machine                              | NO_OUTPUT
          32 | unexpected kernel reboot                                 | REBOOT
          33 | SYZFAIL: foo                                             | SYZ_FAILURE
          33 | SYZFATAL: foo                                            | SYZ_FAILURE
          34 | WARNING: foo bug in foo_release                          | WARNING
          35 | BUG: foo                                                 | UNKNOWN
          35 | INFO: foo                                                | UNKNOWN
          36 | KASAN: foo                                               | KASAN-UNKNOWN
          37 | KFENCE: foo                                              | KFENCE-UNKNOWN
          38 | KMSAN: foo                                               | KMSAN-UNKNOWN
          39 | UBSAN: shift-out-of-bounds in foo_release                | UBSAN
          40 | KCSAN: foo                                               | KCSAN-UNKNOWN
          """)
  void everyRowOfTheTableTypesItsTitles(int row, String title, String type) {
    assertThat(CrashTypes.of(title)).isEqualTo(type);
    assertThat(CrashTypes.table().get(row - 1).type()).isEqualTo(type);
    assertThat(CrashTypes.table().get(row - 1).prefixes()).anyMatch(title::startsWith);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "global-out-of-bounds",
        "out-of-bounds",
        "slab-out-of-bounds",
        "stack-out-of-bounds",
        "user-memory-access",
        "vmalloc-out-of-bounds",
        "wild-memory-access"
      })
  void aBadAccessIsTypedByItsDirection(String access) {
    assertThat(CrashTypes.of("KASAN: " + access + " Write in foo")).isEqualTo("KASAN-WRITE");
    assertThat(CrashTypes.of("KASAN: " + access + " Read in foo")).isEqualTo("KASAN-READ");
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          KASAN: global-out-of-bounds in foo    | KASAN-UNKNOWN
          KASAN: slab-use-after-free in foo     | KASAN-UNKNOWN
          KASAN: invalid-access Write in foo    | KASAN-UNKNOWN
          KASAN: null-ptr-deref in foo          | KASAN-UNKNOWN
          KASAN: double-free in foo             | KASAN-UNKNOWN
          KASAN:no blank                        | KASAN-UNKNOWN
          KFENCE: use-after-free Write in foo   | KFENCE-USE-AFTER-FREE-READ
          KCSAN: assert: no writes in foo       | KCSAN-UNKNOWN
          BUG: unable to handle kernel access   | UNKNOWN
          BUG: unable to handle page fault      | UNKNOWN
          BUG: soft lockup                      | UNKNOWN
          WARNING: refcount                     | WARNING
          WARNING                               | UNKNOWN
          WARNINGS in foo                       | UNKNOWN
          kernel bug in foo                     | UNKNOWN
          kasan: use-after-free Read in foo     | UNKNOWN
          my KASAN: use-after-free Read in foo  | UNKNOWN
          panic                                 | UNKNOWN
          dos in foo                            | UNKNOWN
          ''                                    | UNKNOWN
          """)
  void aTitleThatMissesARowFallsToItsDefault(String title, String type) {
    assertThat(CrashTypes.of(title)).isEqualTo(type);
  }

  @Test
  void lostConnectionIsToldByTheWholeTitle() {
    assertThat(CrashTypes.of("lost connection to test machine")).isEqualTo("LOST_CONNECTION");
    assertThat(CrashTypes.of("lost connection to test machine 2")).isEqualTo("UNKNOWN");
    assertThat(CrashTypes.of("lost connection")).isEqualTo("UNKNOWN");
  }

  @Test
  void theFirstRowOfTheTableWinsForEveryPrefixOfIt() {
    for (CrashTypes.Row row : CrashTypes.table()) {
      for (String prefix : row.prefixes()) {
        for (String title : Set.of(prefix, prefix + " foo", prefix.substring(1))) {
          String expected =
              CrashTypes.table().stream()
                  .filter(candidate -> candidate.prefixes().stream().anyMatch(title::startsWith))
                  .map(CrashTypes.Row::type)
                  .findFirst()
                  .orElse(CrashTypes.UNKNOWN);
          if (title.startsWith("lost")) {
            continue;
          }
          assertThat(CrashTypes.of(title)).as(title).isEqualTo(expected);
        }
      }
    }
  }

  @Test
  void theTableHasFortyRowsAndNoPrefixTwice() {
    Set<String> seen = new HashSet<>();
    assertThat(CrashTypes.table()).hasSize(40);
    CrashTypes.table()
        .forEach(row -> row.prefixes().forEach(p -> assertThat(seen.add(p)).as(p).isTrue()));
    assertThat(CrashTypes.all()).hasSize(39);
  }

  @ParameterizedTest(name = "{0} is found by {1}")
  @CsvSource({
    "HANG,hang",
    "LEAK,memleak",
    "UBSAN,ubsan",
    "MEMORY_SAFETY_UBSAN,ubsan",
    "BUG,bug_or_warning",
    "MEMORY_SAFETY_BUG,bug_or_warning",
    "NULL-POINTER-DEREFERENCE,bug_or_warning",
    "WARNING,bug_or_warning",
    "REFCOUNT_WARNING,bug_or_warning",
    "KASAN-READ,kasan",
    "KASAN-UNKNOWN,kasan",
    "LOCKDEP,locking",
    "ATOMIC_SLEEP,atomic_sleep"
  })
  void aTypeBelongsToTheInstrumentationThatFindsIt(String type, String group) {
    assertThat(CrashTypes.instrumentation(type)).hasValue(group);
  }

  @ParameterizedTest
  @ValueSource(strings = {"DoS", "KMSAN-INFO-LEAK", "KCSAN-DATARACE", "REBOOT", "UNKNOWN", ""})
  void someDetectorsAreNeverDropped(String type) {
    assertThat(CrashTypes.instrumentation(type)).isEmpty();
  }
}
