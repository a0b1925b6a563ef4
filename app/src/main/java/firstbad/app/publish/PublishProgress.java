package firstbad.app.publish;

import firstbad.app.cli.DisplayText;
import firstbad.bisection.intake.DecodedLine;
import firstbad.publisher.LogSource;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What has been published, counted, and shown while it goes on. */
final class PublishProgress {
  private static final long REDRAWN_NS = 200_000_000L;
  private static final long SAID_NS = 10_000_000_000L;
  private static final int EACH_LINES = 64;
  private static final int LISTED = 10;
  private static final int DAMAGED_SAID = 5;

  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean drawing;
  private final boolean quiet;
  private final List<String> logs = new ArrayList<>();
  private final List<LogSource> timeless = new ArrayList<>();

  private long start = System.nanoTime();
  private long shown = start;
  private boolean drawn;
  private long lines;
  private long bytes;
  private long cutLines;
  private long replacedLines;
  private int damagedHere;
  private int complaints;

  /**
   * @param drawing whether standard error is a terminal, where one line is drawn again and again
   */
  PublishProgress(PrintWriter out, PrintWriter err, boolean drawing, boolean quiet) {
    this.out = out;
    this.err = err;
    this.drawing = drawing;
    this.quiet = quiet;
  }

  /** Another input begins. */
  void input() {
    damagedHere = 0;
    if (lines == 0) {
      start = System.nanoTime();
      shown = start;
    }
  }

  /** A line of an input was sent. */
  void line(String source, long number, DecodedLine line, boolean soon) {
    lines++;
    bytes += line.text().length() + 1L;
    if (!line.intact()) {
      damaged(source, number, line);
    }
    if (soon || lines % EACH_LINES == 0) {
      show();
    }
  }

  private void damaged(String source, long number, DecodedLine line) {
    cutLines += line.cut() > 0 ? 1 : 0;
    replacedLines += line.replaced() > 0 ? 1 : 0;
    damagedHere++;
    if (damagedHere <= DAMAGED_SAID) {
      say(
          DisplayText.visible(source)
              + " line "
              + number
              + ": "
              + (line.cut() > 0
                  ? "cut, " + DisplayText.count(line.cut(), "byte") + " left out"
                  : "")
              + (line.cut() > 0 && line.replaced() > 0 ? "; " : "")
              + (line.replaced() > 0
                  ? "not UTF-8, replaced by " + DisplayText.count(line.replaced(), "mark")
                  : "")
              + ".");
    } else if (damagedHere == DAMAGED_SAID + 1) {
      say(DisplayText.visible(source) + " has more such lines; they are counted.");
    }
  }

  /** A log is durable, up to so many lines. */
  void log(String id, long durable) {
    logs.add(id + ": " + DisplayText.count(durable, "line"));
  }

  /** Something a person should know; the work goes on. */
  void say(String sentence) {
    wipe();
    err.println(sentence);
    err.flush();
  }

  /** A log that names no time, where its own was to be taken; said once of all. */
  void timeless(LogSource source) {
    timeless.add(source);
  }

  private void sayTimeless() {
    if (timeless.isEmpty()) {
      return;
    }
    boolean one = timeless.size() == 1;
    boolean files = timeless.stream().allMatch(each -> each.file().isPresent());
    say(
        (one
                ? DisplayText.visible(timeless.get(0).name()) + " names no time; "
                : DisplayText.count(timeless.size(), "log") + " name no time; ")
            + (!files
                ? "the time of publishing"
                : one ? "that of its file" : "the time of each file")
            + " was taken.");
  }

  /** An input failed; the rest goes on. */
  void complain(String sentence) {
    complaints++;
    say("firstbad: " + sentence);
  }

  int complaints() {
    return complaints;
  }

  /** What came of it all. */
  void sum() {
    wipe();
    sayTimeless();
    if (logs.isEmpty()) {
      return;
    }
    if (logs.size() <= LISTED) {
      logs.forEach(out::println);
    }
    if (!quiet || logs.size() > LISTED) {
      out.println(
          DisplayText.count(logs.size(), "log")
              + ", "
              + progress()
              + " in "
              + DisplayText.duration(elapsedMs()));
    }
    if (cutLines > 0) {
      out.println(DisplayText.count(cutLines, "line") + " cut at 256 KiB");
    }
    if (replacedLines > 0) {
      out.println(DisplayText.count(replacedLines, "line") + " with bytes that are not UTF-8");
    }
    out.flush();
  }

  private void show() {
    long now = System.nanoTime();
    if (quiet || now - shown < (drawing ? REDRAWN_NS : SAID_NS)) {
      return;
    }
    shown = now;
    String text = progress() + rate();
    if (drawing) {
      err.print("\r\u001b[K" + text);
      drawn = true;
    } else {
      err.println(text);
    }
    err.flush();
  }

  private String progress() {
    return DisplayText.count(lines, "line") + ", " + size(bytes);
  }

  private String rate() {
    return String.format(Locale.ROOT, ", %.0f lines/s", lines * 1000.0 / Math.max(1, elapsedMs()));
  }

  private static String size(long bytes) {
    return bytes < 1_000_000
        ? String.format(Locale.ROOT, "%.1f kB", bytes / 1e3)
        : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
  }

  private long elapsedMs() {
    return (System.nanoTime() - start) / 1_000_000;
  }

  private void wipe() {
    if (drawn) {
      drawn = false;
      err.print("\r\u001b[K");
      err.flush();
    }
  }
}
