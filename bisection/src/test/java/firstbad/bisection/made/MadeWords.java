package firstbad.bisection.made;

import java.util.ArrayList;
import java.util.List;

/** Invented titles, addresses and texts; a hostile session has some that try to break a reader. */
final class MadeWords {
  private static final String[] FUNCTIONS = {
    "foo_release", "bar_open", "baz_ioctl", "qux_poll", "foo_work", "bar_timer", "baz_notify"
  };

  private static final String[] CRASHES = {
    "KASAN: use-after-free Read in %s",
    "KASAN: slab-use-after-free Read in %s",
    "KASAN: slab-out-of-bounds Write in %s",
    "KASAN: null-ptr-deref Read in %s",
    "general protection fault in %s",
    "WARNING in %s",
    "WARNING: refcount bug in %s",
    "BUG: corrupted list in %s",
    "kernel BUG in %s",
    "possible deadlock in %s",
    "INFO: task hung in %s",
    "INFO: rcu detected stall in %s",
    "memory leak in %s",
    "KMSAN: uninit-value in %s",
    "KCSAN: data-race in %s / bar_close",
    "KFENCE: invalid read in %s",
    "UBSAN: shift-out-of-bounds in %s",
    "BUG: sleeping function called from invalid context in %s",
    "unregister_netdevice: waiting for DEV to become free"
  };

  private static final String[] OTHER_CRASHES = {
    "lost connection to test machine",
    "no output from test machine",
    "SYZFAIL: foo failed",
    "unexpected kernel reboot",
    "a title that no table knows"
  };

  private static final String[] HOSTILE = {
    "WARNING in foo, types: [KASAN UNKNOWN]",
    "<script>alert('foo')</script>",
    "crashed: OK",
    "KASAN: use-after-free Read in foo\u0001bar",
    "WARNING in \ud800 foo",
    "general protection fault in \udc00\udbff",
    "BUG: %!d(string=v6.4) %!s(MISSING)",
    "INFO: task hung in foo\rbar",
    "WARNING in \u202e\u001b[31mfoo",
    "run #3: crashed: WARNING in foo",
    "[x] 'quoted' \"title\" \\u0000 {}"
  };

  private static final String[] COMMITS = {
    "foo: rework release path",
    "bar: do not wait forever",
    "baz: fix off-by-one in the ring [v2]",
    "Merge branch 'foo-next'",
    "Merge tag 'bar-5.0' of git://example.org/bar",
    "qux: testing commit messages is fine",
    "foo/bar: use \"quoted\" names: 100% of them",
    "Revert \"foo: rework release path\""
  };

  private final Chance chance;
  private final boolean hostile;

  MadeWords(Chance chance, boolean hostile) {
    this.chance = chance;
    this.hostile = hostile;
  }

  String commitTitle() {
    if (hostile && chance.of(0.1)) {
      return chance.any(
          "# git bisect bad foo",
          "foo: ] [x] is the first bad commit",
          "foo: <script>alert(1)</script> \u00e9\ud83d\ude00",
          "revisions tested: 1, total time: 1s (build: 1s, test: 0s)",
          "foo: \ud800",
          "x".repeat(700));
    }
    return chance.any(COMMITS);
  }

  String crashTitle() {
    if (hostile && chance.of(0.4)) {
      return chance.of(0.1) ? "WARNING in " + "y".repeat(3000) : chance.any(HOSTILE);
    }
    if (chance.of(0.1)) {
      return chance.any(OTHER_CRASHES);
    }
    return chance.any(CRASHES).formatted(chance.any(FUNCTIONS));
  }

  /** A title in a function of its own, which no other title of the session is related to. */
  String crashTitleIn(String function) {
    return chance.any(CRASHES).formatted(function);
  }

  String bootError() {
    return chance.any(
        "can't ssh into the instance",
        "failed to read from qemu: EOF",
        "create image operation failed: &{Code:FOO Message:foo bar}.",
        "kernel panic: VFS: Unable to mount root fs on unknown-block(LINE,LINE)",
        "");
  }

  String basicError(boolean reproducersMayNotCompile) {
    if (reproducersMayNotCompile && chance.of(0.5)) {
      return "compilation failed: failed to build program:";
    }
    return chance.any(
        "WARNING in " + chance.any(FUNCTIONS),
        "lost connection to test machine",
        "no output from test machine",
        "failed to copy test binary to VM: foo",
        "BUG: program execution failed: executor NUM: exit status NUM",
        "");
  }

  String runError() {
    return chance.any(
        "failed to run binary in VM: foo",
        "test machine failed to connect to host",
        "failed to setup port forwarding: foo",
        "failed to copy test binary to VM: timedout [\"scp\" \"-P\" \"22\" \"foo\"]\nscp: foo: bar\nlost",
        "failed to run [\"foo\"]: exit status 1\n");
  }

  /** What a compiler or linker leaves behind; the first lines of it. */
  List<String> buildError(boolean manyLines) {
    if (chance.of(0.2)) {
      return List.of("failed to run [\"make\" \"-j\" \"8\" \"bzImage\"]: exit status 2");
    }
    List<String> lines = new ArrayList<>();
    int count = manyLines ? chance.between(1, 10) : 1;
    while (lines.size() < count) {
      lines.add(
          chance.any(
              "drivers/foo/foo.c:12:3: error: implicit declaration of function 'bar'",
              "ld.lld: error: undefined symbol: baz",
              "./include/foo/foo.h:7:1: error: expected ';' before 'struct'",
              "make[2]: *** [drivers/foo/foo.o] Error 1",
              "Killed",
              "  .data 0x0000000000000000 drivers/foo/foo.o"));
    }
    return lines;
  }

  /** A final crash report, cut at the front, with lines that look like a log's. */
  List<String> report() {
    List<String> lines = new ArrayList<>();
    int count = chance.between(0, 12);
    while (lines.size() < count) {
      lines.add(
          chance.any(
              " foo_release+0x10/0x20 drivers/foo/foo.c:42",
              "Call Trace:",
              " </TASK>",
              "",
              "RIP: 0033:0x441279",
              "BUG: KASAN: use-after-free in foo_release+0x10/0x20",
              "------------[ cut here ]------------"));
      if (chance.of(0.15)) {
        lines.add(
            chance.any(
                "# git bisect bad " + chance.hex(40),
                "testing commit " + chance.hex(40) + " gcc",
                "all runs: OK",
                "run #0: crashed: WARNING in nothing",
                "revisions tested: 99, total time: 1s (build: 1s, test: 0s)",
                "first bad commit: " + chance.hex(40) + " nothing",
                "error: nothing",
                "crash: nothing",
                "bisecting cause commit starting from " + chance.hex(40),
                "console\r",
                "nul\u0000 bell\u0007 <script>alert(1)</script>",
                "lone \ud83d surrogate"));
      }
    }
    return lines;
  }

  List<String> addresses() {
    List<String> addresses = new ArrayList<>();
    int count = chance.between(0, 4);
    while (addresses.size() < count) {
      addresses.add(
          chance.any(
              "dev@example.org", "list@example.org", "maintainer@example.com", "ann@example.net"));
    }
    return addresses;
  }

  List<String> options(int count) {
    List<String> options = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      options.add(chance.any("FOO", "BAR", "BAZ_CORE", "QUX_DEBUG", "FOO_NET") + "_" + i);
    }
    return options;
  }
}
