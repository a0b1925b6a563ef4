package firstbad.app.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads a symbol of the contract by its name in any case. {@code UNKNOWN} is none of them: that is
 * what a reader makes of a symbol that is newer than itself.
 */
public abstract class KnownName<E extends Enum<E>> implements ITypeConverter<E> {
  private final List<E> known;

  protected KnownName(Class<E> type) {
    known =
        Arrays.stream(type.getEnumConstants())
            .filter(each -> !each.name().equals("UNKNOWN"))
            .toList();
  }

  /** All names, in lower case. */
  public final List<String> names() {
    return known.stream().map(each -> each.name().toLowerCase(Locale.ROOT)).toList();
  }

  @Override
  public final E convert(String value) {
    return known.stream()
        .filter(each -> each.name().equalsIgnoreCase(value))
        .findFirst()
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "expected one of "
                        + String.join(", ", names())
                        + " but was '"
                        + DisplayText.visible(value)
                        + "'"));
  }
}
