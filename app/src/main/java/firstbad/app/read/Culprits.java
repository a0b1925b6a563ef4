package firstbad.app.read;

import static firstbad.app.cli.DisplayText.shortHash;
import static firstbad.app.cli.DisplayText.visible;

import firstbad.app.cli.DisplayText;
import firstbad.app.cli.LevelOption;
import firstbad.app.cli.Marks;
import firstbad.app.cli.Problem;
import firstbad.app.cli.Terminal;
import firstbad.bisection.finding.Assessment;
import firstbad.bisection.finding.CulpritFound;
import firstbad.bisection.finding.Kind;
import firstbad.bisection.finding.TitleCount;
import firstbad.schemas.CulpritStanding;
import firstbad.schemas.Topic;
import firstbad.story.KnownCourse;
import firstbad.story.Phrases;
import firstbad.story.TrustSentence;
import firstbad.topology.event.Events;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the culprits. */
@Command(
    name = "culprits",
    header = "Prints culprits, and on request new ones as they arrive.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  firstbad culprits --follow --level high,middle",
      "  firstbad culprits --group mail --exec 'mail -s \"$FIRSTBAD_TITLE\" root'"
    })
public final class Culprits implements Callable<Integer> {
  private final Terminal terminal;
  private final Marks marks;
  private @Nullable Standings standings;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private Feed feed = new Feed();
  @Mixin private LevelOption level = new LevelOption();

  public Culprits(Terminal terminal) {
    this.terminal = terminal;
    this.marks = new Marks(terminal);
  }

  @Override
  public Integer call() {
    return feed.print(
        new Feed.Kind(Topic.CULPRITS, this::wanted, this::text),
        spec.commandLine().getOut(),
        spec.commandLine().getErr());
  }

  /**
   * What was found out until the first culprit is printed, so that no refuted one is called
   * probably right. Who may not read verifications gets the culprits all the same.
   */
  private Standings standings() {
    Standings known = new Standings();
    try (EventReader reader = feed.open()) {
      reader.begin(Topic.VERIFICATIONS);
      reader.takeAll(known);
    } catch (Problem e) {
      return new Standings();
    }
    return known;
  }

  private boolean wanted(SpecificRecord event) {
    return level.levels().isEmpty()
        || level
            .levels()
            .contains(FromEvents.record(event, CulpritFound.class).assessment().level());
  }

  private String text(SpecificRecord event) {
    standings = standings == null ? standings() : standings;
    var culprit = FromEvents.record(event, CulpritFound.class);
    StringBuilder text = new StringBuilder();
    String title = visible(culprit.title());
    for (String line : DisplayText.wrapped(title, terminal.columns() - 13)) {
      text.append(
              text.length() == 0 ? marks.own(shortHash(culprit.commit())) + " " : " ".repeat(13))
          .append(marks.bold(line))
          .append('\n');
    }
    String titles =
        culprit.bugTitles().stream()
            .map(TitleCount::title)
            .map(each -> visible(Phrases.quoted(each)))
            .collect(Collectors.joining(", "));
    String took =
        culprit.totalTimeMs() == null ? "" : " in " + DisplayText.duration(culprit.totalTimeMs());
    String what =
        (culprit.kind() == Kind.FIX ? "removed " : "is blamed for ")
            + (titles.isEmpty() ? "a bug without a title" : titles)
            + " ("
            + DisplayText.count(culprit.revisionsTested(), "revision")
            + took
            + "; "
            + visible(culprit.id())
            + "; found "
            + Phrases.time(Instant.ofEpochMilli(culprit.foundAt()))
            + ")";
    for (String line : DisplayText.wrapped(what, terminal.columns() - 13)) {
      text.append(" ".repeat(13)).append(marks.faint(line)).append('\n');
    }
    for (String line :
        DisplayText.wrapped(belief(culprit, standings.of(culprit.id())), terminal.columns() - 13)) {
      text.append(" ".repeat(13)).append(line).append('\n');
    }
    return text.toString().stripTrailing();
  }

  private static String belief(CulpritFound culprit, CulpritStanding standing) {
    Assessment judged = culprit.assessment();
    boolean back = KnownCourse.of(Events.culprit(culprit)).forGood();
    String derailed =
        judged.derailed() == null || standing.answered()
            ? ""
            : back ? "Derailed, came back. " : "Derailed. ";
    return visible(
        derailed
            + TrustSentence.ofCulprit(
                firstbad.events.Level.valueOf(judged.level().name()),
                judged.probability(),
                judged.reasons(),
                judged.derailed() != null,
                standing,
                culprit.kind() == Kind.FIX ? "fix" : "culprit"));
  }
}
