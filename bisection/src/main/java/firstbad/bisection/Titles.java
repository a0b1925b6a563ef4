package firstbad.bisection;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The crash titles of a bisection, numbered as they come. The first few are kept here, which is
 * enough for nearly every log; the others are in the archive, by number and by text.
 *
 * @param count titles numbered so far, at most {@link Caps#TITLES}
 * @param near the first titles
 * @param nearBytes their size
 */
public record Titles(int count, List<Title> near, int nearBytes) {

  /** The number under which everything beyond {@link Caps#TITLES} is counted. */
  static final int OTHER = Caps.TITLES;

  private static final int NEAR = 16;
  private static final int NEAR_BYTES = 1024;
  private static final Title OTHERS = new Title(OTHER, "(other titles)", CrashTypes.UNKNOWN, OTHER);

  static final Titles NONE = new Titles(0, List.of(), 0);

  /**
   * A crash title.
   *
   * @param kin number of the first title that has the same type
   */
  public record Title(int number, String text, String type, int kin) implements Archive.Piece {}

  /** The title with this text, already cut; null when it is new and there is room for it. */
  @Nullable Title find(String text, Drawer drawer) {
    for (int i = 0; i < near.size(); i++) {
      Title title = near.get(i);
      if (title.text.equals(text)) {
        return title;
      }
    }
    if (count > near.size() && drawer.get("title=" + text) instanceof Title title) {
      return title;
    }
    return count == Caps.TITLES ? OTHERS : null;
  }

  Title get(int number, Drawer drawer) {
    if (number < near.size()) {
      return near.get(number);
    }
    return drawer.get("title/" + number) instanceof Title title ? title : OTHERS;
  }

  /** With a title that {@link #find} did not find. */
  Titles with(String text, Drawer drawer) {
    String type = CrashTypes.of(text);
    Title title = new Title(count, text, type, kin(type, drawer));
    int bytes = Utf8.length(text);
    if (near.size() == count && near.size() < NEAR && nearBytes + bytes <= NEAR_BYTES) {
      List<Title> longer = new ArrayList<>(near);
      longer.add(title);
      return new Titles(count + 1, List.copyOf(longer), nearBytes + bytes);
    }
    drawer.put("title=" + text, title);
    drawer.put("title/" + count, title);
    if (title.kin == count) {
      drawer.put("type=" + type, title);
    }
    return new Titles(count + 1, near, nearBytes);
  }

  private int kin(String type, Drawer drawer) {
    for (Title title : near) {
      if (title.type.equals(type)) {
        return title.number;
      }
    }
    return count > near.size() && drawer.get("type=" + type) instanceof Title title
        ? title.number
        : count;
  }
}
