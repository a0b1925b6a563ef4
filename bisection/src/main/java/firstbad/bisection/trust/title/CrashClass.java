package firstbad.bisection.trust.title;

import firstbad.bisection.crash.CrashTypes;
import java.util.List;
import java.util.Map;

/**
 * Coarse class of a crash title, by its crash type. Coarser than that: two titles of one class may
 * well be one bug. A title whose type tells nothing is {@link #OTHER}, an empty one {@link #EMPTY}.
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

  private static final Map<String, CrashClass> BY_TYPE =
      Map.ofEntries(
          Map.entry("NULL-POINTER-DEREFERENCE", MEMFAULT),
          Map.entry("MEMORY_SAFETY_BUG", BUGLIST),
          Map.entry("REFCOUNT_WARNING", REFCOUNT),
          Map.entry("MEMORY_SAFETY_UBSAN", UBSAN),
          Map.entry("UBSAN", UBSAN),
          Map.entry("LOCKDEP", LOCKDEP),
          Map.entry("ATOMIC_SLEEP", ATOMIC),
          Map.entry("LEAK", LEAK),
          Map.entry("BUG", BUG),
          Map.entry("WARNING", WARNING),
          Map.entry("HANG", HANG),
          Map.entry("SYZ_FAILURE", FUZZER),
          Map.entry("NO_OUTPUT", LOST),
          Map.entry("REBOOT", LOST),
          Map.entry(CrashTypes.LOST_CONNECTION, LOST));

  /** Types that are named after the tool that finds them, with a dash after its name. */
  private static final List<CrashClass> TOOLS = List.of(KASAN, KMSAN, KFENCE, KCSAN);

  /**
   * Beginnings of titles whose class their type does not tell, some of them as older logs word
   * them; they go before it. None begins as another does.
   */
  private static final Map<CrashClass, List<String>> BY_PREFIX =
      Map.of(
          MEMFAULT,
          List.of(
              "general protection fault",
              "BUG: unable to handle",
              "stack segment fault",
              "PANIC: double fault",
              "BUG: stack guard page",
              "Unable to handle",
              "Internal error"),
          BUGLIST,
          List.of("BUG: bad usercopy", "BUG: non-zero pgtables", "BUG: Bad page", "BUG: Bad rss"),
          LOCKDEP,
          List.of(
              "WARNING: possible",
              "WARNING: suspicious RCU",
              "WARNING: bad unlock",
              "BUG: bad unlock",
              "BUG: MAX_LOCK",
              "INFO: trying to register non-static"),
          ATOMIC,
          List.of("BUG: sleeping function", "BUG: scheduling while"),
          HANG,
          List.of("BUG: workqueue lockup", "INFO: rcu "),
          LEAK,
          List.of("BUG: memory leak"),
          WARNING,
          List.of("WARNING: corrupted", "WARNING: kernel stack"),
          UNREG,
          List.of("unregister_netdevice"),
          FUZZER,
          List.of("panic: ", "executor"),
          LOST,
          List.of("lost connection", "test machine"));

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
    for (Map.Entry<CrashClass, List<String>> each : BY_PREFIX.entrySet()) {
      if (each.getValue().stream().anyMatch(title::startsWith)) {
        return each.getKey();
      }
    }
    return ofType(CrashTypes.of(title));
  }

  /** The class of what {@link CrashTypes} calls by this type, as long as its title adds nothing. */
  static CrashClass ofType(String type) {
    for (CrashClass tool : TOOLS) {
      if (type.startsWith(tool.name() + "-")) {
        return tool;
      }
    }
    return BY_TYPE.getOrDefault(type, OTHER);
  }
}
