package firstbad.bisection.crash;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Crash titles and their types: an ordered table, of which the first row that has a prefix of the
 * title wins. Case matters. A new type is a row.
 *
 * <p>The names are those of syzkaller in 2026. What an older log prints after {@code types:} may
 * differ and is kept beside ours.
 */
public final class CrashTypes {
  /** The type of a title that no row matches. */
  public static final String UNKNOWN = "UNKNOWN";

  /** The type that a monitor assigns, not a title's prefix: only the whole title tells it. */
  public static final String LOST_CONNECTION = "LOST_CONNECTION";

  private static final String LOST_CONNECTION_TITLE = "lost connection to test machine";

  private static final String[] BAD_ACCESSES = {
    "global-out-of-bounds",
    "out-of-bounds",
    "slab-out-of-bounds",
    "stack-out-of-bounds",
    "user-memory-access",
    "vmalloc-out-of-bounds",
    "wild-memory-access"
  };

  private static final List<Row> TABLE =
      List.of(
          row("KFENCE-USE-AFTER-FREE-WRITE", "KFENCE: use-after-free write"),
          row(
              "KFENCE-USE-AFTER-FREE-READ",
              "KFENCE: use-after-free read",
              "KFENCE: use-after-free"),
          row("KFENCE-WRITE", "KFENCE: invalid write", "KFENCE: out-of-bounds write"),
          row(
              "KFENCE-READ",
              "KFENCE: invalid read",
              "KFENCE: out-of-bounds read",
              "KFENCE: out-of-bounds"),
          row("KFENCE-MEMORY-CORRUPTION", "KFENCE: memory corruption"),
          row("KFENCE-INVALID-FREE", "KFENCE: invalid free"),
          row("KMSAN-UNINIT-VALUE", "KMSAN: uninit-value"),
          row(
              "KMSAN-USE-AFTER-FREE-READ",
              "KMSAN: kernel-infoleak-after-free",
              "KMSAN: kernel-usb-infoleak-after-free",
              "KMSAN: use-after-free"),
          row("KMSAN-INFO-LEAK", "KMSAN: kernel-infoleak", "KMSAN: kernel-usb-infoleak"),
          row("KASAN-NULL-POINTER-DEREFERENCE-WRITE", "KASAN: null-ptr-deref Write"),
          row("KASAN-NULL-POINTER-DEREFERENCE-READ", "KASAN: null-ptr-deref Read"),
          row(
              "NULL-POINTER-DEREFERENCE",
              "BUG: unable to handle kernel NULL pointer dereference in"),
          row("KASAN-WRITE").with("KASAN: ", BAD_ACCESSES, " Write"),
          row(
                  "KASAN-READ",
                  "KASAN: invalid-access Read",
                  "KASAN: unknown-crash Read",
                  "KASAN: slab-out-of-bounds",
                  "KASAN: stack-out-of-bounds",
                  "KASAN: wild-memory-access")
              .with("KASAN: ", BAD_ACCESSES, " Read"),
          row("KASAN-INVALID-FREE", "KASAN: double-free or invalid-free", "KASAN: invalid-free"),
          row(
              "KASAN-USE-AFTER-FREE-WRITE",
              "KASAN: slab-use-after-free Write",
              "KASAN: use-after-free Write"),
          row(
              "KASAN-USE-AFTER-FREE-READ",
              "KASAN: slab-use-after-free Read",
              "KASAN: use-after-free Read",
              "KASAN: use-after-free"),
          row(
              "MEMORY_SAFETY_BUG",
              "BUG: corrupted list",
              "BUG: unable to handle kernel paging request"),
          row("REFCOUNT_WARNING", "WARNING: refcount bug"),
          row("MEMORY_SAFETY_UBSAN", "UBSAN: array-index-out-of-bounds"),
          row("KCSAN-DATARACE", "KCSAN: data-race"),
          row("KCSAN-ASSERT", "KCSAN: assert: race in"),
          row(
              "LOCKDEP",
              "BUG: bad unlock balance in",
              "BUG: held lock freed in",
              "BUG: rwlock",
              "BUG: spinlock",
              "BUG: still has locks held in",
              "BUG: using",
              "WARNING: bad unlock balance in",
              "WARNING: held lock freed in",
              "WARNING: lock held",
              "WARNING: locking bug in",
              "WARNING: nested lock was not taken in",
              "WARNING: still has locks held in",
              "WARNING: suspicious RCU usage in",
              "inconsistent lock state in",
              "possible deadlock in"),
          row(
              "ATOMIC_SLEEP",
              "BUG: scheduling while atomic in",
              "BUG: sleeping function called from invalid context in"),
          row("LEAK", "memory leak in"),
          row("BUG", "BUG: bad usercopy in", "kernel BUG"),
          row("WARNING", "WARNING in"),
          row(
              UNKNOWN,
              "BUG: stack guard page was hit in",
              "WARNING: corrupted",
              "WARNING: kernel stack frame pointer has bad value",
              "WARNING: kernel stack regs has bad"),
          row(
              "HANG",
              "BUG: soft lockup in",
              "INFO: rcu detected stall in",
              "INFO: task can't die in",
              "INFO: task hung in"),
          row(
              "DoS",
              "Alignment trap in",
              "BUG: Object already free",
              "Internal error in",
              "PANIC: double fault",
              "Unhandled fault in",
              "VFS: Busy inodes after unmount (use-after-free)",
              "VFS: Close: file count is zero (use-after-free)",
              "divide error in",
              "general protection fault in",
              "go runtime error",
              "int3 in",
              "invalid opcode in",
              "kernel panic:",
              "kernel stack overflow",
              "panic:",
              "rust_kernel panicked",
              "stack segment fault in",
              "trusty:",
              "unregister_netdevice: waiting for DEV to become free"),
          row("NO_OUTPUT", "no output from test machine"),
          row("REBOOT", "unexpected kernel reboot"),
          row("SYZ_FAILURE", "SYZFAIL", "SYZFATAL:"),
          row("WARNING", "WARNING:"),
          row(UNKNOWN, "BUG:", "INFO:"),
          row("KASAN-UNKNOWN", "KASAN:"),
          row("KFENCE-UNKNOWN", "KFENCE:"),
          row("KMSAN-UNKNOWN", "KMSAN:"),
          row("UBSAN", "UBSAN:"),
          row("KCSAN-UNKNOWN", "KCSAN:"));

  /** Types that one group of kernel instrumentation finds. */
  private static final Map<String, String> GROUPS =
      Map.ofEntries(
          Map.entry("HANG", "hang"),
          Map.entry("LEAK", "memleak"),
          Map.entry("UBSAN", "ubsan"),
          Map.entry("MEMORY_SAFETY_UBSAN", "ubsan"),
          Map.entry("BUG", "bug_or_warning"),
          Map.entry("MEMORY_SAFETY_BUG", "bug_or_warning"),
          Map.entry("NULL-POINTER-DEREFERENCE", "bug_or_warning"),
          Map.entry("WARNING", "bug_or_warning"),
          Map.entry("REFCOUNT_WARNING", "bug_or_warning"),
          Map.entry("LOCKDEP", "locking"),
          Map.entry("ATOMIC_SLEEP", "atomic_sleep"));

  private static final Prefix PREFIXES = Prefix.treeOf(TABLE);

  private CrashTypes() {}

  /**
   * The crash type of a title; {@link #UNKNOWN} where no row matches, {@link #LOST_CONNECTION} for
   * that one title.
   */
  public static String of(String title) {
    if (title.equals(LOST_CONNECTION_TITLE)) {
      return LOST_CONNECTION;
    }
    int row = PREFIXES.firstRowFor(title);
    return row == Prefix.NO_ROW ? UNKNOWN : TABLE.get(row).type();
  }

  /**
   * The group of instrumentation that finds crashes of this type, by the names that logs print
   * since 2025-07: hang, memleak, ubsan, bug_or_warning, kasan, locking, atomic_sleep. Empty for
   * types whose detector is never dropped.
   */
  public static Optional<String> instrumentation(String type) {
    return type.startsWith("KASAN-") ? Optional.of("kasan") : Optional.ofNullable(GROUPS.get(type));
  }

  /** Every type that a title can have, by name. */
  public static Set<String> all() {
    Set<String> types = new TreeSet<>(List.of(UNKNOWN, LOST_CONNECTION));
    TABLE.forEach(row -> types.add(row.type()));
    return types;
  }

  /** The rows in their order; a test walks them. */
  static List<Row> table() {
    return TABLE;
  }

  private static Row row(String type, String... prefixes) {
    return new Row(type, List.of(prefixes));
  }

  /** One row: a type and the beginnings of the titles that have it. */
  record Row(String type, List<String> prefixes) {
    private Row with(String before, String[] middles, String after) {
      List<String> more = new ArrayList<>(prefixes);
      for (String middle : middles) {
        more.add(before + middle + after);
      }
      return new Row(type, List.copyOf(more));
    }
  }

  /**
   * The table as a tree of characters, so that a title is read once and only as far as some prefix
   * goes: a crash is typed for every run that crashed.
   */
  private static final class Prefix {
    static final int NO_ROW = Integer.MAX_VALUE;

    /** The first row that has exactly this prefix. */
    private int row = NO_ROW;

    private char[] characters = {};
    private Prefix[] longer = {};

    static Prefix treeOf(List<Row> table) {
      Map<String, Integer> rows = new TreeMap<>();
      for (int row = 0; row < table.size(); row++) {
        for (String prefix : table.get(row).prefixes()) {
          rows.putIfAbsent(prefix, row);
        }
      }
      Prefix root = new Prefix();
      rows.forEach(root::add);
      return root;
    }

    int firstRowFor(String title) {
      int first = row;
      Prefix here = this;
      for (int at = 0; at < title.length(); at++) {
        int branch = here.indexOf(title.charAt(at));
        if (branch < 0) {
          break;
        }
        here = here.longer[branch];
        first = Math.min(first, here.row);
      }
      return first;
    }

    private void add(String prefix, int row) {
      Prefix here = this;
      for (int at = 0; at < prefix.length(); at++) {
        here = here.grow(prefix.charAt(at));
      }
      here.row = row;
    }

    private Prefix grow(char character) {
      int branch = indexOf(character);
      if (branch >= 0) {
        return longer[branch];
      }
      int count = characters.length;
      characters = Arrays.copyOf(characters, count + 1);
      longer = Arrays.copyOf(longer, count + 1);
      characters[count] = character;
      longer[count] = new Prefix();
      return longer[count];
    }

    private int indexOf(char character) {
      for (int branch = 0; branch < characters.length; branch++) {
        if (characters[branch] == character) {
          return branch;
        }
      }
      return -1;
    }
  }
}
