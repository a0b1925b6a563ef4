package firstbad.app.evaluate;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import firstbad.bisection.trust.judgement.Level;
import firstbad.bisection.trust.measure.Alarms;
import firstbad.bisection.trust.measure.Calibration;
import firstbad.bisection.trust.measure.Comparison;
import firstbad.bisection.trust.measure.JudgeFigures;
import firstbad.bisection.trust.measure.LevelRights;
import firstbad.bisection.trust.measure.Ranking;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An evaluation as one JSON object on one line. A figure that cannot be computed is null. */
final class EvaluationJson {
  private static final JsonFactory JSON = new JsonFactory();
  private static final List<Level> LEVELS =
      List.of(Level.HIGH, Level.MIDDLE, Level.LOW, Level.NONE);

  private final JsonGenerator json;

  private EvaluationJson(JsonGenerator json) {
    this.json = json;
  }

  static String of(Evaluation evaluation) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      new EvaluationJson(json).write(evaluation);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private void write(Evaluation evaluation) throws IOException {
    json.writeStartObject();
    json.writeNumberField("bisections", evaluation.bisections());
    json.writeNumberField("labels", evaluation.labels());
    json.writeNumberField("unused_labels", evaluation.unused());
    json.writeNumberField("right", evaluation.right());
    json.writeNumberField("wrong", evaluation.wrong());
    writeJudges(evaluation.figures());
    json.writeFieldName("out_of_fold");
    write(evaluation.refitted());
    json.writeFieldName("running");
    write(evaluation.running());
    json.writeFieldName("comparison");
    write(evaluation.comparison());
    json.writeEndObject();
  }

  private void writeJudges(List<JudgeFigures> figures) throws IOException {
    json.writeArrayFieldStart("judges");
    for (JudgeFigures each : figures) {
      write(each);
    }
    json.writeEndArray();
  }

  private void write(JudgeFigures figures) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", figures.name());
    json.writeNumberField("judged", figures.judged());
    json.writeNumberField("unjudged", figures.unjudged());
    writeQuality(figures.ranking(), figures.calibration(), figures.levels());
    json.writeFieldName("alarms");
    write(figures.alarms());
    json.writeObjectFieldStart("frequencies");
    json.writeNumberField("bisections", figures.all());
    json.writeNumberField("alarmed", figures.alarmed());
    for (Level level : LEVELS) {
      json.writeNumberField(level.name(), figures.byLevel().getOrDefault(level, 0));
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private void write(Evaluation.@Nullable Refitted refitted) throws IOException {
    if (refitted == null) {
      json.writeNull();
      return;
    }
    json.writeStartObject();
    json.writeNumberField("judged", refitted.judged());
    writeQuality(refitted.ranking(), refitted.calibration(), refitted.levels());
    json.writeEndObject();
  }

  private void writeQuality(
      Ranking ranking, @Nullable Calibration calibration, List<LevelRights> levels)
      throws IOException {
    number("auc", ranking.area());
    number("auc_from", ranking.from());
    number("auc_to", ranking.to());
    number("brier", calibration == null ? Double.NaN : calibration.brier());
    number("log_loss", calibration == null ? Double.NaN : calibration.logLoss());
    number("calibration_error", calibration == null ? Double.NaN : calibration.error());
    json.writeArrayFieldStart("calibration");
    for (Calibration.Bin bin :
        calibration == null ? List.<Calibration.Bin>of() : calibration.bins()) {
      json.writeStartObject();
      number("from", bin.from());
      number("to", bin.to());
      json.writeNumberField("culprits", bin.count());
      number("claimed", bin.claimed());
      number("right", bin.right());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeFieldName("levels");
    write(levels);
  }

  private void write(List<LevelRights> levels) throws IOException {
    json.writeStartArray();
    for (LevelRights level : levels) {
      json.writeStartObject();
      json.writeStringField("level", level.level().name());
      json.writeNumberField("culprits", level.count());
      json.writeNumberField("right", level.right());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void write(@Nullable Alarms alarms) throws IOException {
    if (alarms == null) {
      json.writeNull();
      return;
    }
    json.writeStartObject();
    json.writeNumberField("derailed", alarms.derailed());
    json.writeNumberField("caught", alarms.caught());
    json.writeNumberField("in_time", alarms.inTime());
    number("left_to_test", alarms.leftToTest());
    json.writeNumberField("blamed", alarms.blamed());
    json.writeNumberField("blamed_rightly", alarms.blamedRightly());
    json.writeNumberField("right", alarms.right());
    json.writeNumberField("false_alarms", alarms.falseAlarms());
    json.writeNumberField("blamed_though_right", alarms.blamedThoughRight());
    json.writeEndObject();
  }

  private void write(@Nullable Comparison comparison) throws IOException {
    if (comparison == null) {
      json.writeNull();
      return;
    }
    json.writeStartObject();
    json.writeNumberField("culprits", comparison.culprits());
    json.writeArrayFieldStart("moved");
    for (Comparison.Moved moved : comparison.moved()) {
      json.writeStartObject();
      json.writeStringField("log", moved.log());
      json.writeStringField("from", moved.from().name());
      json.writeStringField("to", moved.to().name());
      number("before", moved.before() == null ? Double.NaN : moved.before());
      number("after", moved.after() == null ? Double.NaN : moved.after());
      json.writeFieldName("right");
      if (moved.right() == null) {
        json.writeNull();
      } else {
        json.writeBoolean(moved.right());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void number(String name, double value) throws IOException {
    json.writeFieldName(name);
    if (Double.isNaN(value)) {
      json.writeNull();
    } else {
      json.writeNumber(StrictMath.rint(value * 1e6) / 1e6);
    }
  }
}
