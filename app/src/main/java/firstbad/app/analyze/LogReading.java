package firstbad.app.analyze;

import firstbad.app.story.Story;
import firstbad.bisection.Analysis;
import firstbad.bisection.finding.Assessment;
import firstbad.bisection.finding.Finding;
import firstbad.bisection.fold.Input;
import firstbad.bisection.intake.DecodedLine;
import firstbad.bisection.intake.Intake;
import firstbad.bisection.intake.LineDecoder;
import firstbad.bisection.intake.NoBisectionLog;
import firstbad.bisection.intake.Splitter;
import firstbad.bisection.trust.Assessor;
import firstbad.publisher.TextPublication;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads one text from its first byte to its last: lines, parts, fold. */
public final class LogReading implements Splitter.Parts {
  private static final int PIECE = 1 << 16;

  private final LogInput input;
  private final Assessor assessor;
  private final Intake intake;
  private final Consumer<Story> stories;
  private Analysis.@Nullable Reader part;
  private @Nullable Assessment assessment;
  private int damaged;

  private LogReading(LogInput input, Assessor assessor, Consumer<Story> stories) {
    this.input = input;
    this.assessor = assessor;
    this.stories = stories;
    this.intake = new Intake(input.id(), this);
  }

  /**
   * Reads the bisections that a text holds, in order; at least one. Where the text breaks off, what
   * came before is read as a log that ends there.
   *
   * @param assessor judges them
   * @param stories gets each, also before one of the exceptions
   * @return how many of its lines are not UTF-8 or were cut, being too long
   * @throws IOException when it cannot be read to its end
   * @throws NoBisectionLog when it is not a bisection log
   */
  public static int read(LogInput input, Assessor assessor, Consumer<Story> stories)
      throws IOException {
    LogReading reading = new LogReading(input, assessor, stories);
    LineDecoder decoder = new LineDecoder();
    try (InputStream text = input.opening().open()) {
      byte[] piece = new byte[PIECE];
      for (int read = text.read(piece); read >= 0; read = text.read(piece)) {
        decoder.feed(piece, 0, read, reading::read);
      }
    } catch (IOException e) {
      if (reading.intake.recognised()) {
        reading.intake.end();
      }
      throw e;
    }
    decoder.end(reading::read);
    reading.intake.end();
    return reading.damaged;
  }

  private void read(DecodedLine line) {
    damaged += line.intact() ? 0 : 1;
    intake.read(line);
  }

  @Override
  public void line(String id, long number, String text) {
    read(id, new Input.Line(number, text, number == 1 ? labels() : Map.of(), 0));
  }

  @Override
  public void end(String id, long number) {
    Analysis.Reader ended = read(id, new Input.End(number, labels(), 0));
    Story story = Story.of(input.file(), ended.analysis(), assessment);
    if (story != null) {
      stories.accept(story);
    }
    part = null;
    assessment = null;
  }

  /** What a publisher says of it too. */
  private Map<String, String> labels() {
    String readAs = intake.readAs();
    return readAs.isEmpty() ? Map.of() : Map.of(TextPublication.READ_AS, readAs);
  }

  private Analysis.Reader read(String id, Input line) {
    if (part == null) {
      part = new Analysis.Reader(id, assessor);
    }
    for (Finding finding : part.read(line).findings()) {
      if (finding instanceof Finding.AssessmentChanged judged) {
        assessment = judged.assessment();
      }
    }
    return part;
  }
}
