package firstbad.app.cli;

import firstbad.story.VisibleText;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The way of all output to a terminal: what would steer it is shown as what it is, whichever
 * printer let it through. Only the sequences that this program itself draws with pass.
 */
public final class VisibleWriter extends FilterWriter {
  private static final char ESCAPE = 0x1b;

  /** Colours; delete to the end of line or screen; lines up; hide and show the cursor. */
  private static final Pattern OWN = Pattern.compile("\\[(?:\\d+(?:;\\d+)*m|[KJ]|\\d+A|\\?25[lh])");

  private static final Pattern UNFINISHED = Pattern.compile("(?:\\[[\\d;?]{0,16})?");

  private final StringBuilder sequence = new StringBuilder();
  private boolean inSequence;
  private volatile boolean json;

  /** Before the writer that encodes. */
  public VisibleWriter(Writer out) {
    super(out);
  }

  /** From now on JSON is written, in which every character has an escape that changes no text. */
  public void json() {
    json = true;
  }

  @Override
  public void write(int character) throws IOException {
    char next = (char) character;
    if (inSequence) {
      sequence.append(next);
      if (UNFINISHED.matcher(sequence).matches()) {
        return;
      }
      inSequence = false;
      if (OWN.matcher(sequence).matches()) {
        out.write(ESCAPE);
        out.write(sequence.toString());
      } else {
        out.write(shown(ESCAPE));
        String held = sequence.toString();
        sequence.setLength(0);
        write(held, 0, held.length());
      }
    } else if (next == ESCAPE) {
      sequence.setLength(0);
      inSequence = true;
    } else if (steers(next)) {
      out.write(shown(next));
    } else {
      out.write(next);
    }
  }

  @Override
  public void write(char[] characters, int from, int length) throws IOException {
    write(new String(characters, from, length), 0, length);
  }

  @Override
  public void write(String text, int from, int length) throws IOException {
    int end = from + length;
    int plain = from;
    for (int i = from; i < end; i++) {
      char next = text.charAt(i);
      if (inSequence || next == ESCAPE || steers(next)) {
        out.write(text, plain, i - plain);
        write(next);
        plain = i + 1;
      }
    }
    out.write(text, plain, end - plain);
  }

  /** A sequence that is not finished by now is none of this program's. */
  @Override
  public void flush() throws IOException {
    if (inSequence) {
      inSequence = false;
      out.write(shown(ESCAPE) + sequence);
    }
    out.flush();
  }

  private static boolean steers(char next) {
    if (next >= ' ' && next < 0x7f) {
      return false;
    }
    if (VisibleText.isFiller(next)) {
      return true;
    }
    return switch (Character.getType(next)) {
      case Character.CONTROL -> next != '\n' && next != '\t' && next != '\r';
      case Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
      default -> false;
    };
  }

  private String shown(char hidden) {
    return String.format(Locale.ROOT, json ? "\\u%04x" : "<U+%04X>", (int) hidden);
  }
}
