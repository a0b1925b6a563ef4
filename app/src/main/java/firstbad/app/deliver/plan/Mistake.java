package firstbad.app.deliver.plan;

/**
 * Something in the file that cannot be followed.
 *
 * @param line from 1 on
 * @param sentence what is wrong and what to write instead
 */
public record Mistake(int line, String sentence) {}
