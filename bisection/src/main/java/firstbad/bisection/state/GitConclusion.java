package firstbad.bisection.state;

import firstbad.bisection.caps.Caps;
import firstbad.bisection.caps.Utf8;
import firstbad.bisection.grammar.Blanks;
import org.jspecify.annotations.Nullable;

/**
 * What git and the last builds say about the culprit.
 *
 * @param commit what git calls the first bad commit
 * @param description what git prints of it
 * @param signatures of its kernel and its parent's
 * @param parent a parent that was only built
 * @param candidates how many commits it names where it cannot decide between them
 */
public record GitConclusion(
    @Nullable String commit,
    Description description,
    Signatures signatures,
    @Nullable String parent,
    int candidates) {

  /** What is kept of an author, a date or a title. */
  public static final int WORD_BYTES = 200;

  /** Git indents the message of a commit. */
  private static final String MESSAGE = "    ";

  /** Git has not ended its search. */
  public static final GitConclusion NONE =
      new GitConclusion(null, Description.NONE, Signatures.NONE, null, 0);

  /**
   * What git prints of the commit.
   *
   * @param title its first line; null before it
   * @param files paths of the diffstat, of which the archive holds the first
   * @param folders whether it names folders, the files of which it does not
   */
  public record Description(
      @Nullable String author,
      @Nullable String date,
      @Nullable String title,
      int files,
      boolean folders) {
    static final Description NONE = new Description(null, null, null, 0, false);

    /** Whether it says which files the commit changes, and all of them. */
    public boolean filesKnown() {
      return files > 0 && !folders;
    }
  }

  /** Kernel signatures of the culprit and of its parent. */
  public record Signatures(@Nullable String culprit, @Nullable String parent) {
    static final Signatures NONE = new Signatures(null, null);

    /** Whether one of the two lines is missing, which come together. */
    public boolean half() {
      return (culprit == null) != (parent == null);
    }

    /** Whether both are known and are the same: the culprit changes no byte of the kernel. */
    public boolean equal() {
      return culprit != null && culprit.equals(parent);
    }
  }

  /** Git has concluded on this commit. */
  public GitConclusion on(String hash) {
    return new GitConclusion(hash, Description.NONE, Signatures.NONE, null, 0);
  }

  /** Git cannot decide between so many commits. */
  public GitConclusion naming(int commits) {
    return new GitConclusion(commit, description, signatures, parent, commits);
  }

  /** Reads one line of the description that git prints. */
  public GitConclusion described(String printed, PendingArchive archive) {
    String line = Blanks.plain(printed);
    Description known = description;
    if (line.startsWith("Author:") && known.author == null) {
      String author = word(line, 7);
      return with(new Description(author, known.date, known.title, known.files, known.folders));
    }
    if (line.startsWith("Date:") && known.date == null) {
      String date = word(line, 5);
      return with(new Description(known.author, date, known.title, known.files, known.folders));
    }
    if (line.startsWith(MESSAGE) && known.title == null && !line.isBlank()) {
      String title = Utf8.cut(line.strip(), WORD_BYTES);
      return with(new Description(known.author, known.date, title, known.files, known.folders));
    }
    return file(line, known, archive);
  }

  private GitConclusion file(String line, Description known, PendingArchive archive) {
    if (isFolder(line)) {
      return with(new Description(known.author, known.date, known.title, known.files, true));
    }
    String path = path(line);
    if (path == null) {
      return this;
    }
    if (known.files < Caps.CHANGED_FILES) {
      archive.put("file/" + known.files, new Archive.Piece.Word(Utf8.cut(path, Caps.TITLE_BYTES)));
    }
    return with(
        new Description(known.author, known.date, known.title, known.files + 1, known.folders));
  }

  private GitConclusion with(Description now) {
    return new GitConclusion(commit, now, signatures, parent, candidates);
  }

  /** The signature of the culprit's kernel. */
  public GitConclusion signed(String token) {
    Signatures now = new Signatures(Utf8.cut(token, WORD_BYTES), signatures.parent);
    return new GitConclusion(commit, description, now, parent, candidates);
  }

  /** The signature of its parent's kernel. */
  public GitConclusion parentSigned(String token) {
    Signatures now = new Signatures(signatures.culprit, Utf8.cut(token, WORD_BYTES));
    return new GitConclusion(commit, description, now, parent, candidates);
  }

  /** A parent that is only built. */
  public GitConclusion parent(String hash) {
    return new GitConclusion(commit, description, signatures, hash, candidates);
  }

  private static String word(String line, int from) {
    return Utf8.cut(line.substring(from).strip(), WORD_BYTES);
  }

  /**
   * The path of a file in a line of a diffstat, {@code net/a.c | 8 +++---}, or of a raw tree,
   * {@code :100644 100644 1a2b 3c4d M<TAB>net/a.c}; else null.
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

  /**
   * Whether it names a folder: of what lies in one, old versions of git print only the top, {@code
   * :040000 040000 1a2b 3c4d M<TAB>net}, and files beside it, and say nothing of the files within.
   */
  private static boolean isFolder(String line) {
    return line.startsWith(":040000 ") || (line.startsWith(":") && line.startsWith(" 040000 ", 7));
  }
}
