package firstbad.bisection.trust.title;

/**
 * Coarse class of a crash title, by its prefix. Coarser than a crash type: two titles of one class
 * may well be one bug. A title without a row is {@link #OTHER}, an empty one {@link #EMPTY}.
 */
enum CrashClass {
  KASAN(true, false),
  KMSAN(true, false),
  KFENCE(true, false),
  KCSAN(false, false),
  UBSAN(true, false),
  MEMFAULT(true, false),
  BUGLIST(true, false),
  REFCOUNT(true, false),
  LOCKDEP(false, false),
  HANG(false, true),
  ATOMIC(false, false),
  LEAK(false, false),
  BUG(true, false),
  WARNING(false, false),
  UNREG(false, true),
  FUZZER(false, true),
  LOST(false, true),
  EMPTY(false, true),
  OTHER(false, false);

  /** The first row that a title starts with decides. */
  private static final Row[] ROWS = {
    row(KASAN, "KASAN:"),
    row(KMSAN, "KMSAN:"),
    row(KFENCE, "KFENCE:"),
    row(KCSAN, "KCSAN:"),
    row(UBSAN, "UBSAN:"),
    row(
        MEMFAULT,
        "general protection fault",
        "BUG: unable to handle",
        "stack segment fault",
        "PANIC: double fault",
        "BUG: stack guard page",
        "Unable to handle",
        "Internal error"),
    row(
        BUGLIST,
        "BUG: corrupted list",
        "BUG: bad usercopy",
        "BUG: non-zero pgtables",
        "BUG: Bad page",
        "BUG: Bad rss"),
    row(REFCOUNT, "WARNING: refcount bug"),
    row(
        LOCKDEP,
        "possible deadlock",
        "inconsistent lock state",
        "WARNING: suspicious RCU",
        "BUG: bad unlock",
        "WARNING: bad unlock",
        "WARNING: locking bug",
        "WARNING: lock held",
        "WARNING: possible",
        "BUG: held lock",
        "WARNING: held lock",
        "WARNING: nested lock",
        "BUG: spinlock",
        "BUG: rwlock",
        "BUG: using",
        "BUG: MAX_LOCK",
        "INFO: trying to register non-static",
        "BUG: still has locks",
        "WARNING: still has locks"),
    row(
        HANG,
        "BUG: workqueue lockup",
        "INFO: task hung",
        "INFO: rcu ",
        "BUG: soft lockup",
        "INFO: task can't die"),
    row(ATOMIC, "BUG: sleeping function", "BUG: scheduling while"),
    row(LEAK, "memory leak", "BUG: memory leak"),
    row(BUG, "kernel BUG"),
    row(WARNING, "WARNING"),
    row(UNREG, "unregister_netdevice"),
    row(FUZZER, "SYZFAIL", "SYZFATAL", "panic: ", "executor"),
    row(LOST, "lost connection", "no output from", "unexpected kernel reboot", "test machine"),
  };

  /** Whether it tells of memory that was used wrongly; such classes stand for each other. */
  final boolean memoryError;

  /** Whether machines and fuzzers produce it without any bug that could be searched for. */
  final boolean noise;

  CrashClass(boolean memoryError, boolean noise) {
    this.memoryError = memoryError;
    this.noise = noise;
  }

  static CrashClass of(String title) {
    if (title.isEmpty()) {
      return EMPTY;
    }
    for (Row row : ROWS) {
      for (String prefix : row.prefixes) {
        if (title.startsWith(prefix)) {
          return row.crashClass;
        }
      }
    }
    return OTHER;
  }

  private static Row row(CrashClass crashClass, String... prefixes) {
    return new Row(crashClass, prefixes);
  }

  private static final class Row {
    final CrashClass crashClass;
    final String[] prefixes;

    Row(CrashClass crashClass, String[] prefixes) {
      this.crashClass = crashClass;
      this.prefixes = prefixes;
    }
  }
}
