package firstbad.story;

import java.util.List;

/**
 * One thing to do next.
 *
 * @param sentence says what
 * @param commands does it, for a shell in a clone of the tree that was searched; may be empty
 */
public record Advice(String sentence, List<String> commands) {
  Advice(String sentence, String... commands) {
    this(sentence, List.of(commands));
  }
}
