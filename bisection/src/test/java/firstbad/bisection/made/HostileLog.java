package firstbad.bisection.made;

import java.util.ArrayList;
import java.util.List;

/** A log that wants too much of everything. */
public final class HostileLog {

  private HostileLog() {}

  /** Every text as long as it gets, every list longer than its cap. */
  public static List<String> atEveryCap() {
    String wide = "\u20ac".repeat(400);
    List<String> log = new ArrayList<>();
    log.add("h" + wide + " starts bisection 2024-08-03 07:15:00.5 +0000 UTC m=+12.25");
    log.add("bisecting cause commit starting from " + "x".repeat(5000));
    log.add("building syzkaller on " + "x".repeat(5000));
    log.add("rewritten commit " + "y".repeat(500) + " reidentified by title '" + wide + "'");
    log.add("testing commit " + hash('1') + " " + "z".repeat(400));
    log.add("compiler: " + wide);
    log.add("kernel signature: " + "s".repeat(4000));
    for (int i = 0; i < 400; i++) {
      log.add("run #" + i + ": crashed: " + i + wide);
    }
    log.add("representative crash: " + wide + ", types: [" + "T".repeat(900) + " A B]");
    log.add("testing without sub-chunk 1/5");
    log.add("testing commit " + hash('1') + " gcc");
    for (int i = 0; i < 300; i++) {
      log.add("compiled " + i + " " + wide);
    }
    log.add("# git bisect start " + "b".repeat(500) + " " + "g".repeat(500));
    for (int i = 0; i < 1100; i++) {
      String commit = String.format("%040x", i);
      log.add("Bisecting: 5 revisions left to test after this (roughly 2 steps)");
      log.add("[" + commit + "] " + wide);
      log.add("testing commit " + commit + " gcc");
      log.add("run #0: crashed: " + i % 250 + wide);
      log.add("run #1: crashed: " + (i + 1) % 250 + wide);
      log.add("# git bisect bad " + commit);
    }
    log.add("The first bad commit could be any of:");
    for (int i = 0; i < 200; i++) {
      log.add(String.format("%040x", i));
    }
    log.add(hash('0') + " is the first bad commit");
    log.add("Author: " + wide);
    log.add("Date: " + wide);
    for (int i = 0; i < 100; i++) {
      log.add(" " + wide + " | 3 +++");
    }
    log.add("culprit signature: " + "c".repeat(900));
    log.add("parent  signature: " + "p".repeat(900));
    log.add("revisions tested: 9, total time: 1h0m0s (build: 1h0m0s, test: 1h0m0s)");
    log.add("first bad commit: " + hash('0') + " " + wide);
    log.add("recipients (to): [" + "\"who@example.org\" ".repeat(3) + addresses() + "]");
    log.add("crash: " + wide);
    log.add("r".repeat(300_000));
    for (int i = 0; i < 2000; i++) {
      log.add("a line of the report, number " + i + (i % 7 == 0 ? wide : ""));
    }
    return log;
  }

  private static String addresses() {
    StringBuilder list = new StringBuilder();
    for (int i = 0; i < 80; i++) {
      list.append("\"").append("x".repeat(900)).append(i).append("\" ");
    }
    return list.toString();
  }

  private static String hash(char digit) {
    return String.valueOf(digit).repeat(40);
  }
}
