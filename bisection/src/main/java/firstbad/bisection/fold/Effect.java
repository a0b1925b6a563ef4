package firstbad.bisection.fold;

import firstbad.bisection.grammar.Entry;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * What one kind of line does: a row of the table of effects.
 *
 * @param kind the record that stands for such a line
 * @param fits whether such a line can stand here; where it cannot, it is pasted text
 * @param apply changes what is kept and adds what it brings to light
 */
record Effect<E extends Entry>(
    Class<E> kind, Predicate<FoldContext> fits, BiConsumer<FoldContext, E> apply) {

  /** A line that can stand anywhere. */
  static <E extends Entry> Effect<E> of(Class<E> kind, BiConsumer<FoldContext, E> apply) {
    return new Effect<>(kind, context -> true, apply);
  }

  /** The same line where it can stand only under a condition. */
  Effect<E> where(Predicate<FoldContext> condition) {
    return new Effect<>(kind, condition, apply);
  }

  boolean fits(FoldContext context) {
    return fits.test(context);
  }

  void apply(FoldContext context, Entry entry) {
    apply.accept(context, kind.cast(entry));
  }
}
