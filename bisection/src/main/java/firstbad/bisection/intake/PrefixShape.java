package firstbad.bisection.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands in front of the lines of a text, whatever wrote it: learned from one line, and known
 * again on others by the same words in the same places, with other times, counters and levels.
 *
 * <pre>
 * [Thu Aug  1 09:59:50 2024]                              dmesg -T
 * &lt;14&gt;1 2024-08-01T09:59:50.1Z host syz-ci 4711 - -        RFC 5424
 * 2024-08-01T09:59:50.1+0200 INFO bisect/bisect.go:77     zap, with tabs
 * </pre>
 *
 * <p>A number is another one on each line where it is part of a time, a date or a place in a
 * source; elsewhere it is part of a name, such as that of a process.
 */
final class PrefixShape {
  /** The longest that is known. */
  static final int MOST = 200;

  private static final int SHOWN = 40;

  /** So many digits alone count seconds since 1970. */
  private static final int EPOCH_DIGITS = 9;

  /** So many numbers with full stops between them are an address. */
  private static final int ADDRESS_NUMBERS = 4;

  private static final Set<String> CALENDAR =
      Set.of(
          "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "sept", "oct", "nov",
          "dec", "mon", "tue", "wed", "thu", "fri", "sat", "sun", "am", "pm", "t", "z", "utc",
          "gmt", "cet", "cest");

  private static final Set<String> LEVELS =
      Set.of(
          "trace",
          "debug",
          "info",
          "notice",
          "warn",
          "warning",
          "error",
          "err",
          "critical",
          "fatal");

  /** The names of threads, which end in a number. */
  private static final Set<String> THREADS = Set.of("thread", "pool");

  private static final Pattern WORD = Pattern.compile("[ \\t]++|[^ \\t]++");
  private static final Pattern RUN = Pattern.compile("\\d++|\\p{L}++|[^\\d\\p{L}]");

  /** A minute, or a day and an hour. */
  private static final Pattern CLOCK = Pattern.compile("\\d:\\d\\d|\\d-\\d\\dT\\d\\d");

  private static final Pattern LETTERS = Pattern.compile("\\p{L}++");
  private static final Pattern NUMBER = Pattern.compile("\\d++");
  private static final Pattern SOURCE_LINE = Pattern.compile("\\.[a-z]{1,4}:\\d++\\W*+$");

  /**
   * A piece of it.
   *
   * @param kind what may stand there
   * @param text the only text that may, for {@link Kind#WORDS} and {@link Kind#END}; the level and
   *     its blanks for {@link Kind#PAD}
   */
  private record Token(Kind kind, String text) {}

  private enum Kind {
    WORDS,
    NUMBER,
    LETTERS,
    BLANKS,
    SIGN,
    /** The blanks before the line after a level, which make all levels equally wide. */
    PAD,
    /** The blanks before the line, which an empty line has lost. */
    END
  }

  private final List<Token> tokens;

  private PrefixShape(List<Token> tokens) {
    this.tokens = tokens;
  }

  /** The shape of what stands in front of a line. */
  static PrefixShape of(String sample) {
    List<String> words = WORD.matcher(sample).results().map(MatchResult::group).toList();
    List<Boolean> times = words.stream().map(PrefixShape::isOfTime).toList();
    List<Token> tokens = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (!word.isBlank()) {
        add(tokens, word, is(times, i - 2) || is(times, i + 2));
      } else if (i == words.size() - 1) {
        boolean level = i > 0 && LEVELS.contains(lower(words.get(i - 1)));
        tokens.add(
            level ? new Token(Kind.PAD, words.get(i - 1) + word) : new Token(Kind.END, word));
      } else {
        // The days before the tenth have two blanks before them, and so have short levels.
        boolean padded =
            is(times, i - 1)
                || is(times, i + 1)
                || (i > 0
                    && LETTERS.matcher(words.get(i - 1)).results().anyMatch(PrefixShape::isLevel));
        tokens.add(new Token(padded ? Kind.BLANKS : Kind.WORDS, word));
      }
    }
    return new PrefixShape(List.copyOf(tokens));
  }

  private static boolean is(List<Boolean> list, int at) {
    return at >= 0 && at < list.size() && list.get(at);
  }

  /** Where it ends with which a line begins; -1 where the line begins otherwise. */
  int end(String line) {
    int at = 0;
    for (Token token : tokens) {
      int end =
          switch (token.kind) {
            case WORDS -> line.startsWith(token.text, at) ? at + token.text.length() : -1;
            case NUMBER -> endOf(line, at, PrefixShape::isDigit);
            case LETTERS -> endOf(line, at, Character::isLetter);
            case BLANKS -> endOf(line, at, c -> c == ' ' || c == '\t');
            case PAD -> endOfPad(line, at, token.text);
            case SIGN -> at < line.length() && isSign(line.charAt(at)) ? at + 1 : -1;
            case END ->
                line.startsWith(token.text, at)
                    ? at + token.text.length()
                    : at == line.length() ? at : -1;
          };
      if (end < 0) {
        return -1;
      }
      at = end;
    }
    return at;
  }

  /** The line may be indented, which is its own, unless the level of the sample was padded. */
  private static int endOfPad(String line, int from, String sample) {
    int level = from;
    while (level > 0 && Character.isLetter(line.charAt(level - 1))) {
      level--;
    }
    if (from == line.length()) {
      return from;
    }
    int blanks = endOf(line, from, c -> c == ' ' || c == '\t') - from;
    int wanted = Math.max(1, sample.length() - (from - level));
    boolean padded = sample.endsWith("  ");
    return blanks < 1 ? -1 : from + (blanks == wanted || (blanks > wanted && padded) ? wanted : 1);
  }

  private static int endOf(String line, int from, IntPredicate kind) {
    int at = from;
    while (at < line.length() && at - from < MOST && kind.test(line.charAt(at))) {
      at++;
    }
    return at == from ? -1 : at;
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isSign(int c) {
    return c == '+' || c == '-';
  }

  /** What a person calls it, by the line that it was learned from. */
  static String words(String sample) {
    String shown =
        sample.codePointCount(0, sample.length()) <= SHOWN
            ? sample
            : sample.substring(0, sample.offsetByCodePoints(0, SHOWN)) + "...";
    return "what is like \"" + shown.strip() + "\"";
  }

  /** Whether a time is told here. */
  static boolean hasTime(String text) {
    return CLOCK.matcher(text).find();
  }

  private static void add(List<Token> tokens, String word, boolean besideTime) {
    boolean time = isTime(word);
    boolean other = time || calendarOnly(word);
    boolean counted =
        time
            || (besideTime && !LETTERS.matcher(word).find())
            || word.endsWith("%")
            || ofThreads(word);
    Matcher source = SOURCE_LINE.matcher(word);
    int sourceAt = source.find() ? source.start() : word.length();
    Matcher runs = RUN.matcher(word);
    while (runs.find()) {
      String run = runs.group();
      boolean name = named(word, runs.start()) && !ofThreads(word);
      if (isDigit(run.charAt(0)) && (counted ? !name : runs.start() > sourceAt)) {
        tokens.add(new Token(Kind.NUMBER, ""));
      } else if (LEVELS.contains(lower(run)) || (other && CALENDAR.contains(lower(run)))) {
        tokens.add(new Token(Kind.LETTERS, ""));
      } else if (time && isSign(run.charAt(0))) {
        tokens.add(new Token(Kind.SIGN, ""));
      } else {
        tokens.add(new Token(Kind.WORDS, run));
      }
    }
  }

  /** Whether the number there belongs to a name, as in {@code syz-ci-1}, and not to a time. */
  private static boolean named(String word, int at) {
    Matcher number = NUMBER.matcher(word);
    int end = number.find(at) ? number.end() : at;
    if (word.startsWith(":", end)) {
      return false;
    }
    int before = at - 1;
    while (before >= 0 && "-_.".indexOf(word.charAt(before)) >= 0) {
      before--;
    }
    if (before < 0 || !Character.isLetter(word.charAt(before))) {
      return false;
    }
    int start = before;
    while (start > 0 && Character.isLetter(word.charAt(start - 1))) {
      start--;
    }
    return !CALENDAR.contains(lower(word.substring(start, before + 1)));
  }

  /** Whether a word is a time or a date. */
  private static boolean isTime(String word) {
    if (hasTime(word)) {
      return true;
    }
    long numbers = NUMBER.matcher(word).results().count();
    boolean address = numbers == ADDRESS_NUMBERS && word.chars().filter(c -> c == '.').count() == 3;
    return calendarOnly(word)
        && (numbers > 1
            ? !address
            : NUMBER
                .matcher(word)
                .results()
                .anyMatch(each -> each.group().length() >= EPOCH_DIGITS));
  }

  private static boolean isLevel(MatchResult letters) {
    return LEVELS.contains(lower(letters.group()));
  }

  private static boolean ofThreads(String word) {
    return LETTERS.matcher(word).find()
        && LETTERS.matcher(word).results().allMatch(each -> THREADS.contains(lower(each.group())));
  }

  private static boolean calendarOnly(String word) {
    return LETTERS.matcher(word).results().allMatch(each -> CALENDAR.contains(lower(each.group())));
  }

  /** Whether a word is a time or a date, or a part of one such as a month. */
  private static boolean isOfTime(String word) {
    return isTime(word) || (calendarOnly(word) && LETTERS.matcher(word).find());
  }

  private static String lower(String word) {
    return word.toLowerCase(Locale.ROOT);
  }
}
