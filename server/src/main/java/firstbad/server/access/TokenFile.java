package firstbad.server.access;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tokens that a file names, one in each line; {@code read TOKEN} is one that only reads, {@code
 * #} begins a comment. Read again when the file has changed; while it cannot be read or holds a
 * wrong line, what was read before counts.
 */
final class TokenFile {
  private static final Logger LOG = LoggerFactory.getLogger(TokenFile.class);
  private static final int BITS = 128;
  private static final int LONGEST = 500;
  private static final int DISTINCT = 8;
  private static final Pattern HEX = Pattern.compile("[0-9a-f]+|[0-9A-F]+");
  private static final String READS = "read ";
  private static final long LOOK_EVERY_MS = 1000;

  private final Path file;
  private final LongSupplier clock;
  private List<Token> tokens;
  private @Nullable FileTime changed;
  private long size;
  private long looked;

  /**
   * @param clock milliseconds since the epoch
   * @throws AccessException when the file cannot be used
   */
  TokenFile(Path file, LongSupplier clock) {
    this.file = file;
    this.clock = clock;
    tokens = read();
    if (tokens.isEmpty()) {
      throw new AccessException(
          "The token file "
              + file
              + " holds no token; write one into it, such as the output of"
              + " 'openssl rand -hex 24'.");
    }
  }

  /** The tokens of now. */
  synchronized List<Token> tokens() {
    long now = clock.getAsLong();
    if (now - looked >= LOOK_EVERY_MS || now < looked) {
      looked = now;
      reread();
    }
    return tokens;
  }

  private void reread() {
    FileTime before = changed;
    try {
      FileTime now = Files.getLastModifiedTime(file);
      if (now.equals(before) && Files.size(file) == size) {
        return;
      }
      tokens = read();
      LOG.info("{} tokens were read from {}", tokens.size(), file);
    } catch (AccessException | IOException e) {
      if (before != null) {
        LOG.warn("The tokens stay as they were: {}", e.getMessage());
        changed = null;
      }
    }
  }

  private List<Token> read() {
    try {
      changed = Files.getLastModifiedTime(file);
      size = Files.size(file);
      List<String> lines = Files.readAllLines(file);
      List<Token> read = new ArrayList<>();
      for (int number = 1; number <= lines.size(); number++) {
        String line = lines.get(number - 1).strip();
        if (!line.isEmpty() && !line.startsWith("#")) {
          read.add(token(line, number));
        }
      }
      return List.copyOf(read);
    } catch (NoSuchFileException e) {
      throw new AccessException("There is no token file " + file + ".", e);
    } catch (CharacterCodingException e) {
      throw new AccessException("The token file " + file + " is not UTF-8 text.", e);
    } catch (IOException e) {
      throw new AccessException(
          "The token file " + file + " cannot be read: " + e.getMessage() + ".", e);
    }
  }

  /** Never says what is in the line. */
  private Token token(String line, int number) {
    boolean reads = line.startsWith(READS);
    String text = reads ? line.substring(READS.length()).strip() : line;
    if (!isToken(text)) {
      throw new AccessException(
          "Line "
              + number
              + " of the token file "
              + file
              + " is not a token: a token has at least "
              + BITS
              + " bits, as 'openssl rand -hex 24' makes them, in printable characters of ASCII"
              + " without a blank, after 'read ' where it only reads.");
    }
    return new Token(text, !reads);
  }

  private static boolean isToken(String text) {
    return bits(text) >= BITS
        && text.length() <= LONGEST
        && text.chars().allMatch(c -> c > ' ' && c < 127);
  }

  /** What the text is worth at most, by its length and the kinds of characters in it. */
  static double bits(String text) {
    if (text.chars().distinct().count() < DISTINCT) {
      return 0;
    }
    int kinds = 0;
    if (HEX.matcher(text).matches()) {
      kinds = 16;
    } else {
      kinds += text.chars().anyMatch(c -> c >= '0' && c <= '9') ? 10 : 0;
      kinds += text.chars().anyMatch(c -> c >= 'a' && c <= 'z') ? 26 : 0;
      kinds += text.chars().anyMatch(c -> c >= 'A' && c <= 'Z') ? 26 : 0;
      kinds += text.chars().anyMatch(c -> !Character.isLetterOrDigit(c)) ? 32 : 0;
    }
    return text.length() * Math.log(kinds) / Math.log(2);
  }
}
