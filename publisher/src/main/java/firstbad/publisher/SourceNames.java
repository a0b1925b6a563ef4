package firstbad.publisher;

import firstbad.schemas.Ids;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the name of a source says. */
public final class SourceNames {
  private static final Pattern DASHBOARD_ID = Pattern.compile("x=[0-9a-f]{6,40}");

  /** The id of what is read under this name, where nobody gives one: see {@link Ids#fromPath}. */
  public static String id(String name) {
    return Ids.fromPath(name);
  }

  /**
   * The id that a dashboard gives a bisection log in its address, {@code
   * /x/bisect.txt?x=152c6bace00000}; empty for any other address.
   */
  public static Optional<String> dashboardId(URI address) {
    String query = address.getRawQuery();
    boolean log = String.valueOf(address.getRawPath()).endsWith("/bisect.txt");
    return log && query != null && DASHBOARD_ID.matcher(query).matches()
        ? Optional.of(query.substring(2))
        : Optional.empty();
  }

  /**
   * The text, unpacked where its first bytes say that it is packed.
   *
   * @param bytes how many the packed text has
   * @throws IOException with a message that is a sentence, also while it is read
   */
  static InputStream unpacked(String name, InputStream input, long bytes) throws IOException {
    try {
      return new NamedStream(name, Unpacking.bounded(name, input, bytes));
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  /** The sentence for a text that cannot be unpacked or read. */
  private static IOException unreadable(String name, IOException e) {
    String reason = String.valueOf(e.getMessage());
    return reason.endsWith(".")
        ? e // a sentence already
        : new IOException(name + " cannot be read: " + reason + ".", e);
  }

  /** Names the text in what it says when reading fails. */
  private static final class NamedStream extends FilterInputStream {
    private final String name;

    NamedStream(String name, InputStream input) {
      super(input);
      this.name = name;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      try {
        return super.read(into, from, length);
      } catch (IOException e) {
        throw unreadable(name, e);
      }
    }
  }

  private SourceNames() {}
}
