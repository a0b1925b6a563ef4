package firstbad.bisection.grammar;

import firstbad.bisection.grammar.Template.Captures;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A row of the grammar.
 *
 * @param template the shape of the line
 * @param entry what such a line means; null when its fields say that it is another one
 */
record Row(Template template, Function<Captures, @Nullable Entry> entry) {

  /** What the line says, or null when it has another shape. */
  @Nullable Entry read(String line) {
    Captures captures = template.match(line);
    return captures == null ? null : entry.apply(captures);
  }
}
