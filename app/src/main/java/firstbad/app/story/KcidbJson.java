package firstbad.app.story;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import firstbad.bisection.caps.Utf8;
import firstbad.bisection.finding.Assessment;
import firstbad.bisection.finding.Bisection;
import firstbad.bisection.finding.Revision;
import firstbad.bisection.finding.TitleCount;
import firstbad.schemas.CulpritStanding;
import firstbad.story.Summary;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A bisection as KCIDB takes reports (schema 5.3 of kcidb-io): the bug is an issue; each tested
 * revision is a checkout with a build and a test; an incident says whether the issue was seen
 * there. What KCIDB has no field for stands in {@code misc}.
 */
public final class KcidbJson {
  /** By what a submitter is known unless told otherwise; KCIDB agrees on a name with each. */
  public static final String DEFAULT_ORIGIN = "firstbad";

  private static final JsonFactory JSON = new JsonFactory();
  private static final Pattern ORIGIN = Pattern.compile("[a-z0-9_]{1,64}");
  private static final Pattern FULL_HASH = Pattern.compile("[0-9a-f]{40}");
  private static final int EXCERPT = 4096;
  private static final int MAJOR = 5;
  private static final int MINOR = 3;

  private final Story story;
  private final Bisection head;
  private final String origin;
  private final Verified verified;
  private final JsonGenerator json;
  private final boolean wasWatched;

  /**
   * What became of the culprit.
   *
   * @param standing after all verifications
   * @param sentences one for each
   * @param newest when the newest was made; null where there is none
   */
  public record Verified(
      CulpritStanding standing, List<String> sentences, @Nullable Instant newest) {
    /** Nobody has said anything yet. */
    public static final Verified NOT_YET = new Verified(CulpritStanding.OPEN, List.of(), null);
  }

  private KcidbJson(Story story, String origin, Verified verified, JsonGenerator json) {
    this.story = story;
    this.head = story.head();
    this.origin = origin;
    this.verified = verified;
    this.json = json;
    this.wasWatched = KcidbBuilds.wereWatched(story.revisions());
  }

  /** Whether KCIDB takes this as the name of a submitter. */
  public static boolean isOrigin(String name) {
    return ORIGIN.matcher(name).matches();
  }

  /** The report, without a line feed. */
  public static String of(Story story, String origin, Verified verified) {
    StringWriter text = new StringWriter(4096);
    try (JsonGenerator json = JSON.createGenerator(text)) {
      new KcidbJson(story, origin, verified, json).write();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private void write() throws IOException {
    List<Revision> tested =
        story.revisions().stream().filter(each -> each.tested() && !each.open()).toList();
    json.writeStartObject();
    version(MAJOR, MINOR);
    each("checkouts", tested, this::checkout);
    each("builds", tested, this::build);
    each("tests", tested.stream().filter(KcidbJson::ran).toList(), this::test);
    json.writeArrayFieldStart("issues");
    issue();
    json.writeEndArray();
    each(
        "incidents",
        tested.stream().filter(each -> ran(each) && present(each) != null).toList(),
        this::incidentId,
        this::incident);
    json.writeEndObject();
  }

  private void version(int major, int minor) throws IOException {
    json.writeObjectFieldStart("version");
    json.writeNumberField("major", major);
    json.writeNumberField("minor", minor);
    json.writeEndObject();
  }

  /** Writes one object for a revision. */
  @FunctionalInterface
  private interface Writing {
    void write(Revision revision) throws IOException;
  }

  private void each(String name, List<Revision> revisions, Writing writing) throws IOException {
    each(name, revisions, this::id, writing);
  }

  private void each(
      String name, List<Revision> revisions, Function<Revision, String> id, Writing writing)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (Revision revision : revisions) {
      json.writeStartObject();
      json.writeStringField("id", id.apply(revision));
      json.writeStringField("origin", origin);
      writing.write(revision);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void checkout(Revision revision) throws IOException {
    String repository = head.labels().getOrDefault("kernel.repo", "");
    if (repository.startsWith("https:") && KcidbAddress.fits(repository)) {
      json.writeStringField("git_repository_url", repository);
    }
    text("git_repository_branch", head.labels().get("kernel.branch"));
    if (FULL_HASH.matcher(revision.commit()).matches()) { // a person may have cut it short
      json.writeStringField("git_commit_hash", revision.commit());
    }
    text("git_commit_name", revision.release());
    json.writeStringField("patchset_hash", "");
    text("comment", revision.title());
    json.writeBooleanField("valid", true);
  }

  private void build(Revision revision) throws IOException {
    json.writeStringField("checkout_id", id(revision));
    text("compiler", revision.compiler());
    text("log_excerpt", revision.failure());
    json.writeStringField(
        "status", ran(revision) ? "PASS" : KcidbBuilds.statusOfFailure(revision.failure()));
    began(revision);
  }

  private void test(Revision revision) throws IOException {
    json.writeStringField("build_id", id(revision));
    json.writeStringField("path", "bisection.reproducer");
    json.writeStringField("status", status(revision));
    began(revision);
    StringBuilder crashes = new StringBuilder();
    for (TitleCount crash : revision.crashes()) {
      crashes.append(crash.runs()).append(" x ").append(crash.title()).append('\n');
    }
    text("log_excerpt", crashes.toString());
    runs(revision);
  }

  private void runs(Revision revision) throws IOException {
    json.writeObjectFieldStart("misc");
    json.writeNumberField("runs", revision.runs().total());
    json.writeNumberField("crashed", revision.runs().crashed());
    json.writeNumberField("ok", revision.runs().ok());
    json.writeStringField("verdict", revision.verdict().name());
    json.writeStringField("role", revision.role().name());
    json.writeEndObject();
  }

  private void incident(Revision revision) throws IOException {
    json.writeStringField("issue_id", issueId());
    json.writeNumberField("issue_version", version());
    json.writeStringField("test_id", id(revision));
    json.writeBooleanField("present", Boolean.TRUE.equals(present(revision)));
  }

  private void issue() throws IOException {
    Summary summary = story.summary();
    json.writeStartObject();
    json.writeStringField("id", issueId());
    json.writeNumberField("version", version());
    json.writeStringField("origin", origin);
    String page = head.labels().getOrDefault("bug.url", "");
    if (KcidbAddress.fits(page)) {
      json.writeStringField("report_url", page);
    }
    String bug = head.bugTitles().isEmpty() ? null : head.bugTitles().get(0).title();
    text("report_subject", head.labels().getOrDefault("bug.title", bug == null ? "" : bug));
    if (head.culprit() != null || !head.bugTitles().isEmpty()) { // else nobody saw the kernel fail
      json.writeObjectFieldStart("culprit");
      for (String layer : List.of("code", "tool", "harness")) {
        json.writeBooleanField(layer, layer.equals("code"));
      }
      json.writeEndObject();
    }
    text("comment", summary.ended() + " " + summary.belief());
    json.writeObjectFieldStart("misc");
    json.writeStringField("bisection", head.id());
    json.writeStringField("kind", head.kind().name());
    json.writeStringField("outcome", head.outcome().name());
    if (head.culprit() != null) {
      json.writeStringField("culprit_commit", head.culprit());
      text("culprit_title", head.culpritTitle());
    }
    Assessment assessment = story.assessment();
    if (assessment != null) {
      trust(assessment);
    }
    if (!verified.sentences().isEmpty()) {
      json.writeStringField("verification", verified.standing().name());
      sentences("verifications", verified.sentences());
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private void trust(Assessment assessment) throws IOException {
    json.writeStringField("trust_level", assessment.level().name());
    if (assessment.probability() != null) {
      json.writeNumberField("trust_probability", assessment.probability());
    }
    sentences("reasons", assessment.reasons().stream().map(story.course().names()::in).toList());
  }

  private void sentences(String name, List<String> sentences) throws IOException {
    json.writeArrayFieldStart(name);
    for (String sentence : sentences) {
      json.writeString(clean(sentence));
    }
    json.writeEndArray();
  }

  private String issueId() {
    return origin + ":" + head.id();
  }

  /** Of its own in each version of the issue: KCIDB keeps either of two records with one id. */
  private String incidentId(Revision revision) {
    return id(revision) + "/" + version();
  }

  private String id(Revision revision) {
    return origin + ":" + head.id() + "/" + revision.ordinal();
  }

  private int version() {
    return KcidbVersion.of(story.assessment(), verified.newest());
  }

  private static boolean ran(Revision revision) {
    return revision.runs().total() > 0;
  }

  private static String status(Revision revision) {
    if (revision.runs().crashed() > 0) {
      return "FAIL";
    }
    return revision.runs().ok() > 0 ? "PASS" : "MISS";
  }

  /** Whether the bug was seen; null where only other bugs were, or all runs were inconclusive. */
  private @Nullable Boolean present(Revision revision) {
    if (story.ownRuns(revision) > 0) {
      return true;
    }
    boolean silent = revision.runs().crashed() == 0 && revision.runs().ok() > 0;
    return silent ? (Boolean) false : null;
  }

  /** When a log came as a whole, its time is nobody's beginning. */
  private void began(Revision revision) throws IOException {
    if (wasWatched) {
      json.writeStringField("start_time", time(revision.openedAt()));
    }
  }

  private static String time(long millis) {
    return Instant.ofEpochMilli(millis).toString();
  }

  private void text(String name, @Nullable String text) throws IOException {
    if (text != null && !text.isEmpty()) {
      json.writeStringField(name, clean(text));
    }
  }

  /** KCIDB takes no NUL, and no long excerpts. */
  private static String clean(String text) {
    return Utf8.cut(text.replace('\0', ' '), EXCERPT);
  }
}
