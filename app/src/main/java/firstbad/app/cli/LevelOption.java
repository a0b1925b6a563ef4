package firstbad.app.cli;

import firstbad.bisection.trust.judgement.Level;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.Set;
import picocli.CommandLine.Option;

/** Which levels of trust a list is about. A mixin. */
public final class LevelOption {
  @Option(
      names = "--level",
      paramLabel = "LEVEL",
      split = ",",
      completionCandidates = Words.class,
      converter = Reader.class,
      description =
          "Only those at this level of trust: ${COMPLETION-CANDIDATES}; several are separated by"
              + " commas.")
  private Set<Level> levels = EnumSet.noneOf(Level.class);

  /** The levels that were asked for; empty for all. */
  public Set<Level> levels() {
    return levels;
  }

  /** A level by the word of lists and page. */
  static final class Reader extends KnownName<Level> {
    Reader() {
      super(Level.class);
    }

    @Override
    protected String word(Level each) {
      return each == Level.NONE ? "not judged" : super.word(each);
    }
  }

  /** All that can be asked for. */
  static final class Words implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return new Reader().names().iterator();
    }
  }
}
