package firstbad.bisection.intake;

import firstbad.bisection.grammar.Blanks;
import firstbad.bisection.grammar.ConfigEntry;
import firstbad.bisection.grammar.EndEntry;
import firstbad.bisection.grammar.Entry;
import firstbad.bisection.grammar.GitEntry;
import firstbad.bisection.grammar.GitLogEntry;
import firstbad.bisection.grammar.Grammar;
import firstbad.bisection.grammar.HeaderEntry;
import firstbad.bisection.grammar.JoinedLine;
import firstbad.bisection.grammar.MailHeader;
import firstbad.bisection.grammar.RangeEntry;
import firstbad.bisection.grammar.RevisionEntry;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Watches the bisections of a text pass by: whether one of them goes on behind the line with which
 * it begins, or holds nothing else. Where other text follows a single line of a header, a page or a
 * mail quotes it. The fold calls such a part no bisection, too.
 */
final class GoingOn implements Splitter.Parts {

  private static final Set<String> GOOD = Set.of("good", "old", "skip");

  /** The three lines of a header. */
  private enum Header {
    HOST,
    KIND,
    FUZZER
  }

  private final Splitter.Parts parts;
  private final Set<Header> header = EnumSet.noneOf(Header.class);
  private boolean goesOn;

  /** Whether git has chosen a commit to test. */
  private boolean chosen;

  private int foreign;

  /** Whether a part was a bisection that is over. */
  private boolean any;

  GoingOn(Splitter.Parts parts) {
    this.parts = parts;
  }

  @Override
  public void line(String id, long number, String text) {
    if (!goesOn) {
      look(Blanks.read(text));
    }
    parts.line(id, number, text);
  }

  @Override
  public void end(String id, long number) {
    any |= goesOn || (foreign == 0 && !header.isEmpty());
    goesOn = false;
    chosen = false;
    foreign = 0;
    header.clear();
    parts.end(id, number);
  }

  /** Whether one of the parts that are over is a bisection. */
  boolean any() {
    return any;
  }

  /** How many lines of this part are none of a log's, as long as none goes on with it. */
  int foreign() {
    return goesOn ? 0 : foreign;
  }

  private void look(String line) {
    boolean one = !line.isBlank() && JoinedLine.opening(line) == null;
    Entry entry = one ? Grammar.read(line) : null;
    Header found = header(entry);
    if (found != null) {
      header.add(found);
    }
    chosen |= entry instanceof GitEntry.Left;
    boolean tested = chosen && entry instanceof GitLogEntry.Running;
    goesOn = header.size() > 1 || tested || isSure(entry);
    boolean text = line.isBlank() || MailHeader.is(line);
    foreign += entry == null && !text ? 1 : 0;
  }

  /** Whether git or its caller says this of a search; one good commit alone begins none. */
  private static boolean isGits(@Nullable Entry entry) {
    if (entry instanceof GitLogEntry.Noted noted) {
      return !GOOD.contains(noted.term());
    }
    if (entry instanceof GitLogEntry.Given given) {
      return !GOOD.contains(given.term());
    }
    if (entry instanceof GitLogEntry.Told told) {
      return !GOOD.contains(told.term());
    }
    return entry instanceof GitLogEntry
        && !(entry instanceof GitLogEntry.Running)
        && !(entry instanceof GitLogEntry.Status)
        && !(entry instanceof GitLogEntry.Prepared)
        && !(entry instanceof GitLogEntry.Remark);
  }

  private static @Nullable Header header(@Nullable Entry entry) {
    if (entry instanceof HeaderEntry.Hosted) {
      return Header.HOST;
    }
    return entry instanceof HeaderEntry.Searching
        ? Header.KIND
        : entry instanceof HeaderEntry.Fuzzer ? Header.FUZZER : null;
  }

  /** Whether a line is of a search that goes on, whatever stands around it. */
  private static boolean isSure(@Nullable Entry entry) {
    return entry instanceof RevisionEntry.Opened
        || entry instanceof RevisionEntry.NotBuilt
        || entry instanceof HeaderEntry.Reproducing
        || entry instanceof ConfigEntry
        || entry instanceof RangeEntry
        || entry instanceof GitEntry.Started
        || entry instanceof GitEntry.Marked
        || isGits(entry)
        || entry instanceof EndEntry.Trailer;
  }
}
