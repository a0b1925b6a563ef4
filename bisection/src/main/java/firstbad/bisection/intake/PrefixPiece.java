package firstbad.bisection.intake;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Something that programs put in front of each line. The patterns repeat possessively, so that none
 * of them looks back, and none reads further than {@link #MOST} characters. No line of a log begins
 * like one of the first of them, up to {@link #PRIORITY}.
 */
enum PrefixPiece {
  /** {@code 2006/01/02 15:04:05 }, as Go's log package and {@code syz-ci -vv 3} write. */
  GO_TIME("\\d{4}/\\d\\d/\\d\\d \\d\\d:\\d\\d:\\d\\d(?:\\.\\d++)?+ ", "the times"),
  /** {@code 02-Jan-2006 15:04:05: }, as syzkaller's debugtracer writes. */
  TRACER_TIME("\\d\\d-[A-Z][a-z]{2}-\\d{4} \\d\\d:\\d\\d:\\d\\d: ", "the times"),
  /** {@code 2006-01-02T15:04:05.000000000Z }, as docker, journald, svlogd and others write. */
  ISO_TIME(
      "\\[?+\\d{4}-\\d\\d-\\d\\d[T _]\\d\\d:\\d\\d:\\d\\d(?:[.,]\\d++)?+"
          + "(?: ?+(?:Z|[+-]\\d\\d:?+\\d\\d))?+\\]?+:?+ ",
      "the times"),
  /** The year, the month and the day as they are written in Chinese and Japanese. */
  LONG_TIME(
      "\\d{4}\u5e74 ?+\\d{1,2}\u6708 ?+\\d{1,2}\u65e5 \\d\\d:\\d\\d:\\d\\d(?:\\.\\d++)?+ ",
      "the times"),
  /** {@code @4000000066a97e3f2faf0800 }, as multilog and s6-log write. */
  TAI64N("@[0-9a-f]{24} ", "the times"),
  /** {@code [83/999] }, {@code [ 12%] }, as ninja and make count. */
  COUNTER(
      "\\[\\d{1,9}/\\d{1,9}\\] |\\[ *+\\d{1,3}(?:\\.\\d{1,3})?+%\\] "
          + "| *+\\d{1,3}(?:\\.\\d{1,3})?+% ",
      "the numbers"),
  /** {@code Jan 02 15:04:05 }, as syslog, journald and ts write. */
  SYSLOG_TIME("[A-Z][a-z]{2} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d(?:\\.\\d++)?+ ", "the times"),
  /** {@code I0102 15:04:05.000000 4711 jobs.go:12] }, as glog and klog write. */
  GLOG("[DIWEF]\\d{4} \\d\\d:\\d\\d:\\d\\d\\.\\d++ ++\\d++ [^\\s\\]]++\\] ", "the times"),
  /**
   * What turns on the colours of a terminal, as docker compose and CI services write, and other
   * codes, as script records them.
   */
  COLOUR(
      "(?:\u001b(?:\\[[0-9;?]*+[A-Za-z]|\\][^\u0007\u001b]{0,100}+(?:\u0007|\u001b\\\\))\\r*+)++",
      "the colours of a terminal"),
  /** {@code $ }, {@code user@host:~/linux$ }, {@code [root@host linux]# }, as a shell asks. */
  PROMPT(
      "(?:\\[?+[A-Za-z0-9._-]++@[A-Za-z0-9._-]++[: ][^$#%]*+[$#%]|[$%]) ", "the shell's prompts"),
  /** {@code <6>}, the priority that the kernel and syslog write. */
  PRIORITY("<\\d{1,3}>", "the priorities"),
  /**
   * {@code 1136214245.000 }, {@code [ 12.345678] }, {@code 15:04:05 }, and {@code [ 12.345678][
   * T42] } with the thread, as the kernel writes.
   */
  CLOCK(
      "\\[ *+\\d++\\.\\d++\\]\\[ *+[TC]\\d++\\] |"
          + "\\[? *+(?:\\d\\d:\\d\\d:\\d\\d|\\d++)[.,]?+\\d*+\\]?+ ",
      "the times or numbers"),
  /** {@code INFO }, as wide as {@code ERROR }; where it is known, other levels are too. */
  PADDED_LEVEL("(?:INFO|WARN|info|warn)  ", "the levels"),
  /** {@code INFO: }, {@code [info] }, {@code INFO } as wide as {@code ERROR }: many loggers. */
  LEVEL(
      "\\[?+(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|trace|debug|info|notice|warn|warning|error)"
          + "\\]?+:?+[ \\t]",
      "the levels"),
  /** {@code [thread-3] }, {@code [pool-1-thread-3] }, as the loggers of Java write. */
  THREAD("\\[?+(?:pool-\\d++-)?+[Tt]hread-\\d++\\]?+:?+ ", "the threads' names"),
  /** {@code worker syz-ci[4711]: } after a time. */
  PROCESS("[A-Za-z0-9._-]++ [A-Za-z0-9._/@-]++(?:\\[\\d++\\])?+: ", "the program's name"),
  /** {@code stdout F } after a time, as container runtimes write; {@code 00O }, as GitLab does. */
  STREAM("(?:stdout|stderr) [FP] |[0-9a-f]{2}[OE][ +]", "the stream's name"),
  /** {@code syz-ci-1 | }, as docker compose writes. */
  CONTAINER("(?!\\d++ *+\\|)[A-Za-z0-9._-]++ *+\\| ", "the container's name"),
  /** {@code [pod/syz-ci/main] }, as kubectl writes. */
  POD("\\[(?![\\d/]++\\])[A-Za-z0-9._/-]++\\] ", "the container's name"),
  /** {@code 12:}, {@code 12\t}, as grep -n, cat -n and nl write. */
  NUMBER(" *+\\d++[:\\t-]", "the line numbers"),
  /** {@code syz-ci[4711]: }, as a program writes its name. */
  NAME("[A-Za-z0-9._-]++(?:\\[\\d++\\])?+: ", "the program's name"),
  /** {@code bisect.txt:}, as grep -H writes. */
  FILE("[A-Za-z0-9._/@-]++:", "the file's name"),
  /** The job and its step, each before a tab, as {@code gh run view --log} writes. */
  JOB("[^\\t]{1,90}+\\t[^\\t]{1,90}+\\t", "the job's name"),
  /** {@code > }, {@code + }, {@code # } or an indentation: the same characters on every line. */
  MARK("[>|+#*: \\t-]++", "the marks"),
  /** Anything else of one shape on every line: {@link PrefixShape} knows it, and no pattern. */
  SHAPE("(?!)", "the same words");

  /** How far a piece may reach. */
  static final int MOST = 200;

  private static final int ASCII = 128;
  private static final char ESCAPE = '\u001b';

  /** The pieces that can begin with a character, in the order in which they are tried. */
  private static final PrefixPiece[][] STARTING = new PrefixPiece[ASCII][];

  static {
    for (char first = 0; first < ASCII; first++) {
      char start = first;
      STARTING[first] =
          Stream.of(values()).filter(piece -> piece.canStart(start)).toArray(PrefixPiece[]::new);
    }
  }

  private static final PrefixPiece[] NONE = {};

  private final Pattern pattern;
  private final String words;

  PrefixPiece(String pattern, String words) {
    this.pattern = Pattern.compile(pattern);
    this.words = words;
  }

  /** The pieces that can begin with this character. */
  static PrefixPiece[] startingWith(char first) {
    return first < ASCII ? STARTING[first] : NONE;
  }

  /** Whether a character fits, or more of them are wanted after it. */
  private boolean canStart(char first) {
    Matcher matcher = pattern.matcher(String.valueOf(first));
    return matcher.lookingAt() || matcher.hitEnd();
  }

  /** The line without the colours that are turned off at its end. */
  static String withoutColoursAtEnd(String line) {
    int at = line.length();
    for (int open = line.lastIndexOf(ESCAPE); open >= 0; open = line.lastIndexOf(ESCAPE, at - 1)) {
      if (COLOUR.end(line, open) < at) {
        break;
      }
      at = open;
    }
    return line.substring(0, at);
  }

  /** Where this piece ends that begins here; -1 when none does. */
  int end(String line, int at) {
    Matcher matcher = pattern.matcher(line).region(at, Math.min(line.length(), at + MOST));
    return matcher.lookingAt() && matcher.end() > at ? matcher.end() : -1;
  }

  /** The same where this piece is known to stand in front of the lines. */
  int endOfKnown(String line, int at) {
    int end = end(line, at);
    return end < 0 && this == PADDED_LEVEL ? LEVEL.end(line, at) : end;
  }

  /** Whether no line of a log begins like this. */
  boolean foreign() {
    return compareTo(PRIORITY) <= 0;
  }

  /** Whether it is the same on every line, since it says who speaks or was put there by hand. */
  boolean constant() {
    return this == MARK || names();
  }

  /** Whether it says who speaks. */
  boolean names() {
    return switch (this) {
      case PROCESS, CONTAINER, POD, NAME, FILE, JOB -> true;
      default -> false;
    };
  }

  /** What a person calls it. */
  String words() {
    return words;
  }
}
