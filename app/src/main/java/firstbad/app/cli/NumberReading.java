package firstbad.app.cli;

import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Numbers as options take them; what is none is told without the words of Java. */
public final class NumberReading {

  /** Lets a command line and its commands read all numbers so. */
  public static void readBy(CommandLine line) {
    ITypeConverter<Double> number = reader(Double::valueOf, "a number");
    ITypeConverter<Integer> whole = reader(Integer::decode, "a whole number");
    ITypeConverter<Long> large = reader(Long::decode, "a whole number");
    line.registerConverter(Double.class, number).registerConverter(double.class, number);
    line.registerConverter(Integer.class, whole).registerConverter(int.class, whole);
    line.registerConverter(Long.class, large).registerConverter(long.class, large);
  }

  private static <T> ITypeConverter<T> reader(Function<String, T> read, String noun) {
    return text -> {
      try {
        return read.apply(text);
      } catch (NumberFormatException e) {
        throw new TypeConversionException("'" + text + "' is not " + noun);
      }
    };
  }

  private NumberReading() {}
}
