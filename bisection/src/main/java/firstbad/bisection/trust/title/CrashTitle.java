package firstbad.bisection.trust.title;

import firstbad.bisection.trust.number.Memo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A crash title in its normal form, with what can be read off it.
 *
 * @param text without a trailing {@code (2)}, blanks collapsed, at most {@link #LONGEST} characters
 * @param function the function it names, as in {@code WARNING in free_netdev}; null when it names
 *     none
 * @param words what the function's name says
 */
public record CrashTitle(
    String text, @Nullable String function, List<String> words, CrashClass crashClass) {
  static final int LONGEST = 160;

  /** How titles of crashes begin of which no more is known. */
  private static final List<String> KERNEL = List.of("BUG: ", "WARNING: ", "kernel ", "Kernel ");

  /** How titles end where the stack was destroyed: what stands there is no function. */
  private static final String CORRUPTED = " in corrupted";

  private static final Memo<String, CrashTitle> READ = new Memo<>(1024);

  public static CrashTitle of(String title) {
    return READ.of(title, CrashTitle::read);
  }

  private static CrashTitle read(String title) {
    String text = normal(title);
    CrashClass crashClass = CrashClass.of(text);
    String function = function(text, crashClass);
    List<String> words = function == null ? List.of() : FunctionWords.of(function);
    return new CrashTitle(text, function, words, crashClass);
  }

  /** What titles of one bug share: the function, or the whole title where it names none. */
  public String key() {
    return function == null ? text : function;
  }

  /** Whether it says only that a machine or the fuzzer failed: any crash can be behind that. */
  public boolean saysNothing() {
    return crashClass.noise && function == null;
  }

  /**
   * Whether another crash with its {@link #key} is the same bug: it names a function, and the stack
   * of the crash was whole enough to tell it, or it is a whole sentence of the kernel.
   */
  public boolean tellsTheBug() {
    return !saysNothing() && !text.endsWith(CORRUPTED);
  }

  /** Whether it is the title of a crash of the kernel, and not of a machine or the fuzzer. */
  public boolean ofKernel() {
    return !crashClass.noise
        && (crashClass != CrashClass.OTHER || KERNEL.stream().anyMatch(text::startsWith));
  }

  private static String normal(String title) {
    StringBuilder text = new StringBuilder(Math.min(title.length(), LONGEST));
    for (int i = 0; i < title.length() && text.length() < LONGEST; i++) {
      char c = title.charAt(i);
      if (c > ' ') {
        text.append(c);
      } else if (!text.isEmpty() && text.charAt(text.length() - 1) != ' ') {
        text.append(' ');
      }
    }
    int end = trimmed(text, text.length());
    int digit = end - 1;
    if (digit > 0 && text.charAt(digit) == ')') {
      do {
        digit--;
      } while (digit > 0 && Character.isDigit(text.charAt(digit)));
      if (digit < end - 2 && digit > 0 && text.charAt(digit) == '(') {
        end = text.charAt(digit - 1) == ' ' ? trimmed(text, digit) : end;
      }
    }
    return text.substring(0, end);
  }

  private static int trimmed(CharSequence text, int end) {
    return end > 0 && text.charAt(end - 1) == ' ' ? end - 1 : end;
  }

  private static @Nullable String function(String text, CrashClass crashClass) {
    if (text.endsWith(CORRUPTED)) {
      return null;
    }
    if (crashClass == CrashClass.KCSAN) {
      int start = text.indexOf(" in ");
      if (start >= 0) {
        int end = text.indexOf(" /", start + 4);
        return text.substring(start + 4, end < 0 ? text.length() : end);
      }
    }
    int in = text.lastIndexOf(" in ");
    if (in < 0 && text.startsWith("kernel BUG at ")) {
      int colon = text.indexOf(':', 14);
      return colon < 0 ? wordAt(text, 14) : text.substring(14, colon);
    }
    int start = in >= 0 ? in : text.lastIndexOf(" at ");
    return start < 0 ? null : wordAt(text, start + 4);
  }

  private static @Nullable String wordAt(String text, int start) {
    int end = text.indexOf(' ', start);
    String word = text.substring(start, end < 0 ? text.length() : end);
    return word.isEmpty() ? null : word;
  }
}
