package firstbad.bisection.trust;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Judges bisections: while they run, revision by revision, and at their end. Holds parameters and
 * the newest stands, which follow from parameters and evidence alone; so one assessor serves all
 * bisections and threads.
 *
 * <p>The onset posterior explains: what a verdict threw away, which one is to blame. The logistic
 * part gives the number. They are kept apart (trust.md section 1).
 */
public final class Assessor {
  private static final double WORTH_REMEMBERING = 0.01;

  private final Parameters parameters;

  /** A third of all revisions are not decided and leave a bisection where it stood. */
  private final Remembered<Shown, Stand> stands;

  public Assessor(Parameters parameters) {
    this.parameters = parameters;
    stands = new Remembered<>(shown -> new Stand(shown, parameters));
  }

  /** Adds a closed revision to the evidence and says what is known then. */
  public Weighed weigh(Evidence before, ClosedRevision revision) {
    Evidence after = before.with(revision, parameters.judgedRevisions);
    if (!after.judgeable()) {
      return new Weighed(after, unjudged(after, false, whyNot(after), null), null, null);
    }
    Stand stand = stands.of(after.shown());
    int last = after.shown().decided() - 1;
    if (last < before.shown().decided() || !before.judgeable()) {
      Double lost = before.judgeable() ? 0.0 : null;
      return new Weighed(after, sofar(after, stand), lost, null);
    }
    double lost = stand.dropped(last);
    Alarm alarm = null;
    if (stand.tested.get(last).bad() && lost >= WORTH_REMEMBERING) {
      Suspect suspect = suspect(before.shown(), stand, revision, lost);
      after = after.suspecting(suspect);
      alarm = lost > parameters.alarms.get(0) ? alarm(stand, suspect, lost) : null;
    }
    return new Weighed(after, sofar(after, stand), Numbers.rounded(lost), alarm);
  }

  /** The word on a bisection that has ended. */
  public Judgement settled(Evidence evidence, LogEnd ending) {
    if (!evidence.judgeable()) {
      return unjudged(evidence, true, whyNot(evidence), null);
    }
    Stand stand = stands.of(evidence.shown());
    if (evidence.fix()) {
      return unjudged(evidence, true, whyNot(evidence), stand);
    }
    if (ending.named() == LogEnd.Named.NOTHING) {
      return unjudged(evidence, true, "the log names no commit", stand);
    }
    return judged(evidence, stand, signs(evidence, stand, ending), logistic(ending), true);
  }

  /**
   * The signs by their names in the parameters, in their order, for fitting weights to known
   * answers.
   */
  public Map<String, Double> signs(Evidence evidence, LogEnd ending) {
    Signs signs = signs(evidence, stands.of(evidence.shown()), ending);
    Map<String, Double> named = new LinkedHashMap<>();
    for (Sign sign : Sign.values()) {
      named.put(sign.key, signs.of(sign));
    }
    return named;
  }

  /** The names of all signs, in the order of {@link #signs}. */
  public static List<String> signNames() {
    return Arrays.stream(Sign.values()).map(sign -> sign.key).toList();
  }

  /** The names of the signs that early trust knows too. */
  public static List<String> earlySigns() {
    return Arrays.stream(Sign.values()).filter(Sign::early).map(sign -> sign.key).toList();
  }

  /**
   * Whether {@link #settled} takes the final weights for such an ending, and not the early ones.
   */
  public static boolean takesFinalWeights(LogEnd ending) {
    return ending.named() == LogEnd.Named.CULPRIT
        && (ending.described() || !ending.report().isEmpty());
  }

  private Logistic logistic(LogEnd ending) {
    return takesFinalWeights(ending) ? parameters.settled : parameters.early;
  }

  private static Signs signs(Evidence evidence, Stand stand, LogEnd ending) {
    Shown shown = evidence.shown();
    Signs signs = stand.signs(ending.flaky() || evidence.flaky());
    boolean releaseAtEnd = shown.crashesAtTitle() == Shown.TitleKind.RELEASE;
    if (ending.named() == LogEnd.Named.CANDIDATES) {
      signs.put(Sign.MERGE, shown.crashesAtTitle() == Shown.TitleKind.MERGE);
      signs.put(Sign.RELEASE, releaseAtEnd);
      return signs;
    }
    String title = ending.title() == null ? "" : ending.title();
    boolean tested = shown.crashesAt() != null && shown.crashesAt().equals(ending.commit());
    Shown.TitleKind kind = CommitTitle.kind(title);
    signs.put(Sign.MERGE, title.isEmpty() || kind == Shown.TitleKind.MERGE);
    signs.put(Sign.RELEASE, kind == Shown.TitleKind.RELEASE || (tested && releaseAtEnd));
    signs.put(Sign.SAME_BINARY, ending.sameBinary());
    signs.put(
        Sign.STACK_FILE,
        !ending.changedFiles().isEmpty()
            && StackFiles.of(ending.report()).haveAnyOf(ending.changedFiles()));
    signs.put(Sign.TITLE_WORD, CommitTitle.names(title, shown.bug().parsed()));
    signs.put(Sign.DETECTOR, CommitTitle.detector(title));
    signs.put(Sign.CRASH_RATIO, tested ? stand.ratioAtEnd() : 0.5);
    return signs;
  }

  /** Trust so far of a bisection that still runs. */
  public Judgement sofar(Evidence evidence) {
    return evidence.judgeable()
        ? sofar(evidence, stands.of(evidence.shown()))
        : unjudged(evidence, false, whyNot(evidence), null);
  }

  private Judgement sofar(Evidence evidence, Stand stand) {
    return evidence.fix()
        ? unjudged(evidence, false, whyNot(evidence), stand)
        : judged(evidence, stand, stand.signs(evidence.flaky()), parameters.early, false);
  }

  private Judgement judged(
      Evidence evidence, Stand stand, Signs signs, Logistic logistic, boolean settled) {
    double trust = logistic.probability(signs);
    Level level = parameters.level(trust);
    Stand.Loss loss = stand.loss(evidence.suspects());
    return new Judgement(
        parameters.version,
        settled,
        level,
        Numbers.rounded(Math.min(trust, parameters.shownMost)),
        Numbers.rounded(trust),
        Numbers.rounded(stand.rangeShare),
        new Reasons(logistic, signs, loss.worst(), stand.rangeShare),
        loss.blamed(),
        loss.blamed() == null && level != Level.HIGH,
        loss.supported(),
        derailed(evidence));
  }

  private Judgement unjudged(
      Evidence evidence, boolean settled, String reason, @Nullable Stand stand) {
    Stand.Loss loss = stand == null ? null : stand.loss(evidence.suspects());
    return new Judgement(
        parameters.version,
        settled,
        Level.NONE,
        null,
        null,
        null,
        List.of(reason),
        loss == null ? null : loss.blamed(),
        false,
        loss == null ? null : loss.supported(),
        derailed(evidence));
  }

  private static String whyNot(Evidence evidence) {
    Evidence.Limit limit = evidence.limit();
    if (limit != null) {
      return limit.reason;
    }
    return evidence.begun()
        ? "a search for a fix: no known answers to measure trust against"
        : "the crash has not been seen on the original commit";
  }

  private Judgement.@Nullable Blame derailed(Evidence evidence) {
    for (Suspect suspect : evidence.suspects()) {
      if (suspect.lost() > parameters.alarms.get(0)) {
        return suspect.blame(suspect.lost());
      }
    }
    return null;
  }

  /** The revision that closed last, which lost so much. */
  private static Suspect suspect(Shown before, Stand stand, ClosedRevision revision, double lost) {
    int last = stand.tested.size() - 1;
    Places places = stand.places;
    Integer commits = Span.commits(places.openBefore(last));
    Integer dropped = Span.commits(places.droppedTo(last) - places.droppedFrom(last));
    List<Titled> titles = Titled.of(revision.crashes());
    String crashesAt = before.crashesAt();
    return new Suspect(
        last,
        revision.ordinal(),
        revision.line(),
        revision.commit(),
        titles.isEmpty() ? "" : titles.get(0).title().text(),
        Numbers.rounded(lost),
        crashesAt == null ? "" : crashesAt,
        before.cleanAt(),
        commits == null ? -1 : commits,
        dropped == null ? -1 : dropped);
  }

  private Alarm alarm(Stand stand, Suspect suspect, double lost) {
    int severity = 0;
    for (double bound : parameters.alarms) {
      severity += lost > bound ? 1 : 0;
    }
    int key = CrashTitle.of(suspect.title()).key().hashCode();
    Relation relation =
        stand.clusters.stream()
            .filter(cluster -> cluster.key() == key)
            .findFirst()
            .map(Cluster::closest)
            .orElse(Relation.OTHER);
    return new Alarm(
        severity,
        suspect.lost(),
        suspect.commit(),
        suspect.title(),
        relation.words,
        stand.tested.get(suspect.index()).foreign(stand.clusters),
        stand.shown.bug().titles().stream().map(ClosedRevision.Crashes::title).limit(3).toList(),
        new Span(
            suspect.crashesAt(),
            suspect.commit(),
            suspect.dropped() < 0 ? null : (Integer) suspect.dropped()),
        stand.stepsLeft());
  }
}
