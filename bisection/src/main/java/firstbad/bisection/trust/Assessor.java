package firstbad.bisection.trust;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Judges bisections: while they run, revision by revision, and at their end. Holds parameters only,
 * so one assessor serves all bisections and threads.
 *
 * <p>The onset posterior explains: what a verdict threw away, which one is to blame. The logistic
 * part gives the number. They are kept apart (trust.md section 1).
 */
public final class Assessor {
  private static final double WORTH_REMEMBERING = 0.01;
  private static final int FEW_OK = 5;

  private final Parameters parameters;

  public Assessor(Parameters parameters) {
    this.parameters = parameters;
  }

  /** Adds a closed revision to the evidence and says what is known then. */
  public Weighed weigh(Evidence before, ClosedRevision revision) {
    Evidence after = before.with(revision);
    if (!after.judgeable()) {
      return new Weighed(after, unjudged(after, false, whyNot(after), null), null, null);
    }
    Stand stand = new Stand(after);
    int last = after.decided() - 1;
    if (last < before.decided() || !before.judgeable()) {
      Double lost = before.judgeable() ? 0.0 : null;
      return new Weighed(after, sofar(stand), lost, null);
    }
    double lost =
        stand.posterior.within(stand.places.droppedFrom(last), stand.places.droppedTo(last));
    Alarm alarm = null;
    if (stand.tested.get(last).bad() && lost >= WORTH_REMEMBERING) {
      Titled main = mainTitle(revision);
      Span range = stand.rangeBefore(before, last);
      after = after.suspecting(suspect(revision, last, main, lost, range, stand.places));
      alarm = lost > parameters.alarms.get(0) ? alarm(stand, revision, main, lost, range) : null;
      stand = stand.with(after);
    }
    return new Weighed(after, sofar(stand), Numbers.rounded(lost), alarm);
  }

  /** The word on a bisection that has ended. */
  public Judgement settled(Evidence evidence, LogEnd ending) {
    if (!evidence.judgeable()) {
      return unjudged(evidence, true, whyNot(evidence), null);
    }
    Stand stand = new Stand(evidence);
    if (evidence.fix()) {
      return unjudged(evidence, true, whyNot(evidence), stand);
    }
    if (ending.named() == LogEnd.Named.NOTHING) {
      return unjudged(evidence, true, "the log names no commit", stand);
    }
    return judged(stand, signs(stand, ending), logistic(ending), true);
  }

  /**
   * The signs by their names in the parameters, in their order, for fitting weights to known
   * answers.
   */
  public Map<String, Double> signs(Evidence evidence, LogEnd ending) {
    Signs signs = signs(new Stand(evidence), ending);
    Map<String, Double> named = new LinkedHashMap<>();
    for (Sign sign : Sign.values()) {
      named.put(sign.key, signs.of(sign));
    }
    return named;
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

  private static Signs signs(Stand stand, LogEnd ending) {
    Evidence evidence = stand.evidence;
    Signs signs = stand.signs();
    signs.put(Sign.FLAKY, ending.flaky() || evidence.flaky());
    if (ending.named() == LogEnd.Named.CANDIDATES) {
      signs.put(Sign.MERGE, evidence.crashesAtTitle() == Evidence.TitleKind.MERGE);
      signs.put(Sign.RELEASE, evidence.crashesAtTitle() == Evidence.TitleKind.RELEASE);
      return signs;
    }
    String title = ending.title() == null ? "" : ending.title();
    boolean tested = evidence.crashesAt() != null && evidence.crashesAt().equals(ending.commit());
    Evidence.TitleKind kind = CommitTitle.kind(title);
    signs.put(Sign.MERGE, title.isEmpty() || kind == Evidence.TitleKind.MERGE);
    signs.put(
        Sign.RELEASE,
        kind == Evidence.TitleKind.RELEASE
            || (tested && evidence.crashesAtTitle() == Evidence.TitleKind.RELEASE));
    signs.put(Sign.SAME_BINARY, ending.sameBinary());
    signs.put(
        Sign.STACK_FILE,
        !ending.changedFiles().isEmpty()
            && StackFiles.of(ending.report()).haveAnyOf(ending.changedFiles()));
    signs.put(Sign.TITLE_WORD, CommitTitle.names(title, evidence.bugTitles()));
    signs.put(Sign.DETECTOR, CommitTitle.detector(title));
    signs.put(Sign.CRASH_RATIO, tested ? stand.ratioAtEnd() : 0.5);
    return signs;
  }

  /** Trust so far of a bisection that still runs. */
  public Judgement sofar(Evidence evidence) {
    return evidence.judgeable()
        ? sofar(new Stand(evidence))
        : unjudged(evidence, false, whyNot(evidence), null);
  }

  private Judgement sofar(Stand stand) {
    return stand.evidence.fix()
        ? unjudged(stand.evidence, false, whyNot(stand.evidence), stand)
        : judged(stand, stand.signs(), parameters.early, false);
  }

  private Judgement judged(Stand stand, Signs signs, Logistic logistic, boolean settled) {
    double trust = logistic.probability(signs);
    Level level =
        trust >= parameters.high ? Level.HIGH : trust < parameters.low ? Level.LOW : Level.MIDDLE;
    Stand.Loss loss = stand.loss();
    return new Judgement(
        parameters.version,
        settled,
        level,
        Numbers.rounded(Math.min(trust, parameters.shownMost)),
        Numbers.rounded(trust),
        Numbers.rounded(stand.rangeShare),
        new Reasons(loss.worst(), stand.rangeShare).told(logistic, signs),
        loss.blamed(),
        loss.blamed() == null && level != Level.HIGH,
        loss.supported(),
        derailed(stand.evidence));
  }

  private Judgement unjudged(
      Evidence evidence, boolean settled, String reason, @Nullable Stand stand) {
    Stand.Loss loss = stand == null ? null : stand.loss();
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
    return evidence.original() == null
        ? "the crash has not been seen on the original commit"
        : "a search for a fix: no known answers to measure trust against";
  }

  private Judgement.@Nullable Blame derailed(Evidence evidence) {
    for (Suspect suspect : evidence.suspects()) {
      if (suspect.lost() > parameters.alarms.get(0)) {
        return blame(suspect, suspect.lost());
      }
    }
    return null;
  }

  private static Judgement.Blame blame(Suspect suspect, double lost) {
    return new Judgement.Blame(
        suspect.ordinal(),
        suspect.line(),
        suspect.commit(),
        suspect.title(),
        Numbers.rounded(lost));
  }

  private static Titled mainTitle(ClosedRevision revision) {
    List<Titled> titles = Titled.of(revision.crashes());
    return titles.isEmpty() ? new Titled(CrashTitle.of(""), 0) : titles.get(0);
  }

  private static Suspect suspect(
      ClosedRevision revision, int index, Titled main, double lost, Span range, Places places) {
    Integer commits = range.commits();
    Integer dropped = Evidence.commits(places.droppedTo(index) - places.droppedFrom(index));
    return new Suspect(
        index,
        revision.ordinal(),
        revision.line(),
        revision.commit(),
        main.title().text(),
        Numbers.rounded(lost),
        range.crashesAt(),
        range.cleanAt(),
        commits == null ? -1 : commits,
        dropped == null ? -1 : dropped);
  }

  private Alarm alarm(Stand stand, ClosedRevision revision, Titled main, double lost, Span before) {
    int severity = 0;
    for (double bound : parameters.alarms) {
      severity += lost > bound ? 1 : 0;
    }
    Evidence evidence = stand.evidence;
    int last = evidence.decided() - 1;
    Relation relation =
        stand.clusters.stream()
            .filter(cluster -> cluster.key() == main.title().key().hashCode())
            .findFirst()
            .map(Cluster::closest)
            .orElse(Relation.OTHER);
    Integer dropped =
        Evidence.commits(stand.places.droppedTo(last) - stand.places.droppedFrom(last));
    return new Alarm(
        severity,
        Numbers.rounded(lost),
        revision.commit(),
        main.title().text(),
        relation.words,
        stand.tested.get(last).foreign(stand.clusters),
        evidence.references().stream().map(ClosedRevision.Crashes::title).limit(3).toList(),
        new Span(before.crashesAt(), revision.commit(), dropped),
        stand.stepsLeft());
  }

  /** Evidence with the posterior that belongs to it. */
  private final class Stand {
    final Evidence evidence;
    final List<Cluster> clusters;
    final List<Tested> tested;
    final Places places;
    final OnsetPosterior posterior;
    final double rangeShare;

    Stand(Evidence evidence) {
      this.evidence = evidence;
      clusters = evidence.clusters();
      tested = evidence.tested();
      places = Places.of(tested, parameters);
      posterior = OnsetPosterior.of(evidence, clusters, tested, places, parameters);
      rangeShare = posterior.within(places.crashes(), places.clean());
    }

    private Stand(Evidence evidence, Stand same) {
      this.evidence = evidence;
      clusters = same.clusters;
      tested = same.tested;
      places = same.places;
      posterior = same.posterior;
      rangeShare = same.rangeShare;
    }

    /** The same for evidence that differs in nothing that the posterior looks at. */
    Stand with(Evidence other) {
      return new Stand(other, this);
    }

    Span rangeBefore(Evidence before, int last) {
      String crashesAt = before.crashesAt();
      return new Span(
          crashesAt == null ? "" : crashesAt,
          before.cleanAt(),
          Evidence.commits(places.openBefore(last)));
    }

    /** The onset posterior's word: the range is right, and what shows there was written there. */
    double onset() {
      double age =
          Numbers.sigmoid(
              parameters.ageConstant
                  - parameters.ageSlope
                      * StrictMath.log(1 + places.crashes() / parameters.ageScale));
      return Numbers.clamp(rangeShare * age, parameters.onsetLeast, parameters.onsetMost);
    }

    /** Signs as far as a running bisection shows them. */
    Signs signs() {
      Signs signs = new Signs();
      int badReleases = 0;
      int foreign = 0;
      boolean single = false;
      boolean foreignEnd = false;
      for (Tested each : tested) {
        if (each.bad()) {
          badReleases += each.tag() >= 0 ? 1 : 0;
          foreignEnd = each.foreign(clusters);
          foreign += foreignEnd ? 1 : 0;
          single |= each.crashed() == 1 && each.ok() >= FEW_OK;
        }
      }
      signs.put(Sign.ONSET, Numbers.logit(onset()));
      signs.put(Sign.BAD_RELEASES, StrictMath.log(1 + badReleases));
      signs.put(Sign.FOREIGN_STEPS, StrictMath.log(1 + foreign));
      signs.put(Sign.FOREIGN_END, foreignEnd);
      signs.put(Sign.SINGLE_CRASH, single);
      signs.put(Sign.FLAKY, evidence.flaky());
      return signs;
    }

    /** Share of runs that crashed at the newest bad revision. */
    double ratioAtEnd() {
      int crashed = evidence.crashed();
      int ok = evidence.ok();
      for (Tested each : tested) {
        crashed = each.bad() ? each.crashed() : crashed;
        ok = each.bad() ? each.ok() : ok;
      }
      return crashed + ok == 0 ? 0.5 : crashed / (double) (crashed + ok);
    }

    @Nullable Integer stepsLeft() {
      double size = places.size();
      return Double.isInfinite(size)
          ? null
          : (int) Math.ceil(StrictMath.log(Math.max(1, size)) / StrictMath.log(2));
    }

    /** What the verdicts threw away, as known now. */
    Loss loss() {
      Suspect worst = null;
      double most = 0;
      for (Suspect suspect : evidence.suspects()) {
        double share = dropped(suspect.index());
        if (share > most) {
          most = share;
          worst = suspect;
        }
      }
      double good = 0;
      for (int i = 0; i < tested.size(); i++) {
        good = tested.get(i).bad() ? good : Math.max(good, dropped(i));
      }
      Judgement.Blame blame = worst == null ? null : blame(worst, most);
      if (worst == null || most < parameters.located || most < good) {
        return new Loss(blame, null, evidence.range(places));
      }
      Integer commits = worst.commits() < 0 ? null : (Integer) worst.commits();
      return new Loss(blame, blame, new Span(worst.crashesAt(), worst.cleanAt(), commits));
    }

    private double dropped(int index) {
      return posterior.within(places.droppedFrom(index), places.droppedTo(index));
    }

    /**
     * @param worst the bad verdict that threw most away, however little
     * @param blamed the same when it is enough to blame it
     */
    record Loss(
        Judgement.@Nullable Blame worst,
        Judgement.@Nullable Blame blamed,
        @Nullable Span supported) {}
  }
}
