package firstbad.app.story;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import firstbad.bisection.finding.Assessment;
import firstbad.bisection.finding.Bisection;
import firstbad.bisection.finding.Finding.NotUnderstood;
import firstbad.bisection.finding.Remark;
import firstbad.bisection.finding.Revision;
import firstbad.bisection.finding.TitleCount;
import firstbad.bisection.trust.judgement.CommitRange;
import firstbad.bisection.trust.judgement.Judgement;
import firstbad.story.SummaryJson;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A story as one JSON object on one line, in the words of the schemas. What is here and in the
 * events has one name; here {@code crashes} and {@code crash_counts} give the runs by their name,
 * and {@code bug_titles} and {@code unknown_lines} are texts. Long, since it is written field by
 * field: by reflection a thousand of them would take more than a fraction of a second.
 */
public final class StoryJson {
  private static final JsonFactory JSON = new JsonFactory();

  /** The object, without a line feed. */
  public static String of(Story story) {
    StringWriter text = new StringWriter(4096);
    try (JsonGenerator json = JSON.createGenerator(text)) {
      new StoryJson(story, json).write();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private final Story story;
  private final Bisection head;
  private final JsonGenerator json;

  private StoryJson(Story story, JsonGenerator json) {
    this.story = story;
    this.head = story.head();
    this.json = json;
  }

  private void write() throws IOException {
    json.writeStartObject();
    json.writeStringField("id", head.id());
    text("file", story.file());
    json.writeStringField("kind", head.kind().name());
    json.writeStringField("tool", head.tool().name());
    writeLabels();
    json.writeStringField("outcome", head.outcome().name());
    text("outcome_text", head.outcomeText());
    text("start_commit", head.startCommit());
    json.writeFieldName("culprit");
    commit(head.culprit(), head.culpritTitle());
    text("culprit_title", head.culpritTitle());
    texts("candidates", head.candidates());
    json.writeNumberField("candidate_count", head.candidateCount());
    text("error", head.error());
    json.writeNumberField("revisions_tested", head.revisions().tested());
    number("revisions_reported", head.revisionsReported());
    writeTimes();
    writeRange();
    text("host", head.host());
    text("fuzzer_commit", head.fuzzerCommit());
    json.writeBooleanField("flaky", head.flaky());
    number("reproduction_chance", head.reproductionChance());
    number("error_probability", head.errorProbability());
    text("git_culprit", head.gitCulprit());
    text("git_culprit_title", head.gitCulpritTitle());
    writeRemarks();
    text("crash_title", head.crashTitle());
    writeRevisions();
    writeCrashCounts();
    texts("bug_titles", head.bugTitles().stream().map(TitleCount::title).toList());
    writeLines();
    texts("unknown_lines", story.unknownLines().stream().map(NotUnderstood::text).toList());
    texts("truncations", head.truncations());
    writeAssessment();
    json.writeFieldName("story");
    json.writeRawValue(SummaryJson.of(story.summary()).toString());
    json.writeEndObject();
  }

  private void writeTimes() throws IOException {
    time("started_at", head.startedAt());
    time("last_line_at", head.lastLineAt());
    time("ended_at", head.endedAt());
    number("total_time_ms", head.totalTimeMs());
    number("build_time_ms", head.buildTimeMs());
    number("test_time_ms", head.testTimeMs());
    number("at_stake_ms", head.atStakeMs());
  }

  private void writeRange() throws IOException {
    json.writeFieldName("range");
    Bisection.Range range = head.range();
    if (range == null) {
      json.writeNull();
      return;
    }
    json.writeStartObject();
    json.writeStringField("crashes_at", range.crashesAt());
    json.writeStringField("clean_at", range.cleanAt());
    json.writeStringField("git_bad", range.gitBad());
    json.writeStringField("git_good", range.gitGood());
    number("commits_left", range.commitsLeft());
    number("steps_left", range.stepsLeft());
    json.writeEndObject();
  }

  /** Null where nobody knows: a log that was only read has no time but its own. */
  private void time(String name, @Nullable Long ms) throws IOException {
    number(name, ms == null || ms <= 0 ? null : ms);
  }

  private void writeRemarks() throws IOException {
    json.writeArrayFieldStart("remarks");
    for (Remark remark : head.remarks()) {
      json.writeStartObject();
      json.writeStringField("kind", remark.kind().name());
      number("line", remark.line());
      json.writeStringField("message", remark.message());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void writeLabels() throws IOException {
    json.writeObjectFieldStart("labels");
    for (Map.Entry<String, String> label : head.labels().entrySet()) {
      json.writeStringField(label.getKey(), label.getValue());
    }
    json.writeEndObject();
  }

  private void writeRevisions() throws IOException {
    json.writeArrayFieldStart("revisions");
    for (Revision revision : story.revisions()) {
      write(revision);
    }
    json.writeEndArray();
  }

  private void write(Revision revision) throws IOException {
    json.writeStartObject();
    json.writeNumberField("ordinal", revision.ordinal());
    json.writeStringField("commit", revision.commit());
    text("title", revision.title());
    json.writeStringField("role", revision.role().name());
    text("release", revision.release());
    text("configuration", revision.configuration());
    text("compiler", revision.compiler());
    json.writeBooleanField("tested", revision.tested());
    json.writeStringField("verdict", revision.verdict().name());
    json.writeStringField("verdict_source", revision.verdictSource().name());
    json.writeStringField("derived_verdict", revision.derivedVerdict().name());
    text("disagreement", revision.disagreement());
    write(revision.runs());
    json.writeObjectFieldStart("crashes");
    for (TitleCount crash : revision.crashes()) {
      json.writeNumberField(crash.title(), crash.runs());
    }
    json.writeEndObject();
    text("representative", revision.representative());
    texts("printed_types", revision.printedTypes());
    json.writeArrayFieldStart("messages");
    for (Revision.RunMessage message : revision.messages()) {
      json.writeStartObject();
      json.writeStringField("outcome", message.outcome().name());
      json.writeStringField("text", message.text());
      json.writeNumberField("runs", message.runs());
      json.writeEndObject();
    }
    json.writeEndArray();
    text("kernel_signature", revision.kernelSignature());
    decimal("discarded_share", revision.discardedShare());
    decimal("trust_so_far", revision.trustSoFar());
    write("supported_range", revision.supportedRange());
    number("commits_left", revision.commitsLeft());
    number("steps_left", revision.stepsLeft());
    text("failure", revision.failure());
    json.writeNumberField("first_line", revision.firstLine());
    number("last_line", revision.lastLine());
    json.writeEndObject();
  }

  private void write(Revision.RunCounts runs) throws IOException {
    json.writeObjectFieldStart("runs");
    json.writeNumberField("total", runs.total());
    json.writeNumberField("ok", runs.ok());
    json.writeNumberField("crashed", runs.crashed());
    json.writeNumberField("boot_failed", runs.bootFailed());
    json.writeNumberField("test_failed", runs.testFailed());
    json.writeNumberField("infra", runs.infra());
    json.writeNumberField("ignored", runs.ignored());
    json.writeBooleanField("estimated", runs.estimated());
    json.writeEndObject();
  }

  private void writeCrashCounts() throws IOException {
    json.writeObjectFieldStart("crash_counts");
    for (Map.Entry<String, Map<String, Integer>> commit : story.crashCounts().entrySet()) {
      json.writeObjectFieldStart(commit.getKey());
      for (Map.Entry<String, Integer> type : commit.getValue().entrySet()) {
        json.writeNumberField(type.getKey(), type.getValue());
      }
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private void writeLines() throws IOException {
    json.writeObjectFieldStart("lines");
    json.writeNumberField("read", head.lines().read());
    json.writeNumberField("pasted", head.lines().pasted());
    json.writeNumberField("unknown", head.lines().unknown());
    number("first_unknown", head.lines().firstUnknown());
    json.writeEndObject();
  }

  private void writeAssessment() throws IOException {
    json.writeFieldName("assessment");
    Assessment assessment = story.assessment();
    if (assessment == null) {
      json.writeNull();
      return;
    }
    json.writeStartObject();
    json.writeBooleanField("search_ended", assessment.searchEnded());
    decimal("probability", assessment.probability());
    json.writeStringField("level", assessment.level().name());
    texts("reasons", assessment.reasons());
    json.writeNumberField("reasons_against", assessment.reasonsAgainst());
    decimal("middle_from", assessment.middleFrom());
    decimal("high_from", assessment.highFrom());
    Judgement.Blame blamed = assessment.blamed();
    text("blamed_commit", blamed == null ? null : blamed.commit());
    write("blamed", blamed);
    write("derailed", assessment.derailed());
    decimal("ranking", assessment.ranking());
    decimal("range_share", assessment.rangeShare());
    write("supported_range", assessment.supportedRange());
    json.writeBooleanField("not_located", assessment.notLocated());
    json.writeStringField("parameters", assessment.parameters());
    json.writeEndObject();
  }

  /** As an event has it, and by the report's own short names {@code title} and {@code lost}. */
  private void write(String name, Judgement.@Nullable Blame blame) throws IOException {
    json.writeFieldName(name);
    if (blame == null) {
      json.writeNull();
      return;
    }
    json.writeStartObject();
    json.writeNumberField("ordinal", blame.ordinal());
    json.writeNumberField("line", blame.line());
    json.writeStringField("commit", blame.commit());
    json.writeStringField("crash_title", blame.crashTitle());
    json.writeStringField("title", blame.crashTitle());
    json.writeNumberField("discarded_share", blame.discardedShare());
    json.writeNumberField("lost", blame.discardedShare());
    json.writeEndObject();
  }

  private void write(String name, @Nullable CommitRange range) throws IOException {
    json.writeFieldName(name);
    if (range == null) {
      json.writeNull();
      return;
    }
    json.writeStartObject();
    json.writeStringField("crashes_at", range.crashesAt());
    text("clean_at", range.cleanAt());
    number("commits", range.commits());
    json.writeEndObject();
  }

  private void decimal(String name, @Nullable Double value) throws IOException {
    json.writeFieldName(name);
    if (value == null) {
      json.writeNull();
    } else {
      json.writeNumber(value);
    }
  }

  private void commit(@Nullable String hash, @Nullable String title) throws IOException {
    if (hash == null) {
      json.writeNull();
    } else {
      json.writeStartObject();
      json.writeStringField("commit", hash);
      text("title", title);
      json.writeEndObject();
    }
  }

  private void text(String name, @Nullable String value) throws IOException {
    json.writeFieldName(name);
    if (value == null) {
      json.writeNull();
    } else {
      json.writeString(value);
    }
  }

  private void number(String name, @Nullable Number value) throws IOException {
    json.writeFieldName(name);
    if (value == null) {
      json.writeNull();
    } else if (value instanceof Double share) {
      json.writeNumber(share);
    } else {
      json.writeNumber(value.longValue());
    }
  }

  private void texts(String name, List<String> values) throws IOException {
    json.writeArrayFieldStart(name);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }
}
