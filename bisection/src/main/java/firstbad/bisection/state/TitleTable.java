package firstbad.bisection.state;

import firstbad.bisection.caps.Caps;
import firstbad.bisection.caps.Utf8;
import firstbad.bisection.crash.CrashTypes;
import firstbad.bisection.state.Archive.Piece.Title;
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
public record TitleTable(int count, List<Title> near, int nearBytes) {

  /** The number under which everything beyond {@link Caps#TITLES} is counted. */
  public static final int OTHER = Caps.TITLES;

  private static final int NEAR = 16;
  private static final int NEAR_BYTES = 960;
  private static final Title OTHERS = new Title(OTHER, "(other titles)", CrashTypes.UNKNOWN, OTHER);

  static final TitleTable NONE = new TitleTable(0, List.of(), 0);

  /** The title with this text, already cut; null when it is new and there is room for it. */
  public @Nullable Title find(String text, PendingArchive archive) {
    for (int i = 0; i < near.size(); i++) {
      Title title = near.get(i);
      if (title.text().equals(text)) {
        return title;
      }
    }
    if (count > near.size() && archive.get("title=" + text) instanceof Title title) {
      return title;
    }
    return count == Caps.TITLES ? OTHERS : null;
  }

  public Title get(int number, PendingArchive archive) {
    if (number < near.size()) {
      return near.get(number);
    }
    return archive.get("title/" + number) instanceof Title title ? title : OTHERS;
  }

  /** With a title that {@link #find} did not find. */
  public TitleTable with(String text, PendingArchive archive) {
    String type = CrashTypes.of(text);
    Title title = new Title(count, text, type, kin(type, archive));
    int bytes = Utf8.length(text);
    if (near.size() == count && near.size() < NEAR && nearBytes + bytes <= NEAR_BYTES) {
      List<Title> longer = new ArrayList<>(near);
      longer.add(title);
      return new TitleTable(count + 1, List.copyOf(longer), nearBytes + bytes);
    }
    archive.put("title=" + text, title);
    archive.put("title/" + count, title);
    if (title.kin() == count) {
      archive.put("type=" + type, title);
    }
    return new TitleTable(count + 1, near, nearBytes);
  }

  private int kin(String type, PendingArchive archive) {
    for (Title title : near) {
      if (title.type().equals(type)) {
        return title.number();
      }
    }
    return count > near.size() && archive.get("type=" + type) instanceof Title title
        ? title.number()
        : count;
  }
}
