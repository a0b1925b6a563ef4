package firstbad.app.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads a symbol of the contract by its name or by the word that people read for it, in any case,
 * and with hyphens or underscores for the blanks. {@code UNKNOWN} is none of them: that is what a
 * reader makes of a symbol that is newer than itself.
 */
public abstract class KnownName<E extends Enum<E>> implements ITypeConverter<E> {
  private final List<E> known;

  protected KnownName(Class<E> type) {
    known =
        Arrays.stream(type.getEnumConstants())
            .filter(each -> !each.name().equals("UNKNOWN"))
            .toList();
  }

  /** What a person reads for it; its name unless a list, the page and help have another word. */
  protected String word(E each) {
    return each.name();
  }

  /** All words, as they are typed: in lower case, with hyphens. */
  public final List<String> names() {
    return known.stream().map(each -> typed(word(each))).toList();
  }

  /** A word as it is typed. */
  public static String typed(String word) {
    return word.toLowerCase(Locale.ROOT).replace(' ', '-').replace('_', '-');
  }

  @Override
  public final E convert(String value) {
    return known.stream()
        .filter(
            each ->
                typed(value).equals(typed(each.name())) || typed(value).equals(typed(word(each))))
        .findFirst()
        .orElseThrow(() -> isNoneOf(names(), value));
  }

  /** What is said of a word that is none of those that can be asked for. */
  public static TypeConversionException isNoneOf(List<String> names, String value) {
    return new TypeConversionException(
        "expected one of "
            + String.join(", ", names)
            + " but was '"
            + DisplayText.visible(value)
            + "'");
  }
}
