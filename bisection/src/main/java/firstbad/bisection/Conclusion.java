package firstbad.bisection;

import org.jspecify.annotations.Nullable;

/**
 * What git and the last builds say about the culprit (log-format.md sections 8.4, 10.2, 10.3).
 *
 * @param commit what git calls the first bad commit
 * @param files paths of the diffstat, of which the archive holds the first
 * @param signature kernel signature of the culprit
 * @param parentSignature kernel signature of its parent
 * @param parent a parent that was only built
 */
public record Conclusion(
    @Nullable String commit,
    @Nullable String author,
    @Nullable String date,
    int files,
    @Nullable String signature,
    @Nullable String parentSignature,
    @Nullable String parent) {

  private static final int WORD_BYTES = 200;

  static final Conclusion NONE = new Conclusion(null, null, null, 0, null, null, null);

  Conclusion on(String hash) {
    return new Conclusion(hash, null, null, 0, null, null, null);
  }

  /** Reads one line of the description that git prints. */
  Conclusion described(String line, Drawer drawer) {
    if (line.startsWith("Author:") && author == null) {
      return new Conclusion(commit, word(line, 7), date, files, signature, parentSignature, parent);
    }
    if (line.startsWith("Date:") && date == null) {
      return new Conclusion(
          commit, author, word(line, 5), files, signature, parentSignature, parent);
    }
    String path = path(line);
    if (path == null) {
      return this;
    }
    if (files < Caps.CHANGED_FILES) {
      drawer.put("file/" + files, new Archive.Piece.Word(Utf8.cut(path, Caps.TITLE_BYTES)));
    }
    return new Conclusion(commit, author, date, files + 1, signature, parentSignature, parent);
  }

  Conclusion signed(String token) {
    return new Conclusion(
        commit, author, date, files, Utf8.cut(token, WORD_BYTES), parentSignature, parent);
  }

  Conclusion parentSigned(String token) {
    return new Conclusion(
        commit, author, date, files, signature, Utf8.cut(token, WORD_BYTES), parent);
  }

  Conclusion parent(String hash) {
    return new Conclusion(commit, author, date, files, signature, parentSignature, hash);
  }

  private static String word(String line, int from) {
    return Utf8.cut(line.substring(from).strip(), WORD_BYTES);
  }

  /**
   * The path in a line of a diffstat, {@code net/a.c | 8 +++---}, or of a raw tree, {@code :100644
   * 100644 1a2b 3c4d M<TAB>net/a.c}; else null.
   */
  private static @Nullable String path(String line) {
    if (line.startsWith(":")) {
      int tab = line.indexOf('\t');
      return tab < 0 ? null : line.substring(tab + 1).strip();
    }
    if (!line.startsWith(" ") || line.startsWith("    ")) {
      return null;
    }
    int bar = line.lastIndexOf(" | ");
    return bar < 0 ? null : line.substring(0, bar).strip();
  }
}
