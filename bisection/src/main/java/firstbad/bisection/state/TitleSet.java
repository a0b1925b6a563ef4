package firstbad.bisection.state;

/** A set of title numbers from 0 to 255, as one small value. */
public record TitleSet(long a, long b, long c, long d) {

  public static final TitleSet EMPTY = new TitleSet(0, 0, 0, 0);

  public boolean has(int number) {
    return (word(number >> 6) >>> number & 1) != 0;
  }

  public TitleSet with(int number) {
    if (has(number)) {
      return this;
    }
    long bit = 1L << number;
    int at = number >> 6;
    return new TitleSet(
        at == 0 ? a | bit : a, at == 1 ? b | bit : b, at == 2 ? c | bit : c, at == 3 ? d | bit : d);
  }

  public boolean isEmpty() {
    return (a | b | c | d) == 0;
  }

  private long word(int at) {
    return switch (at) {
      case 0 -> a;
      case 1 -> b;
      case 2 -> c;
      default -> d;
    };
  }
}
