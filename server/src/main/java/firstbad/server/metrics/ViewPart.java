package firstbad.server.metrics;

import firstbad.events.AlertKind;
import firstbad.events.Level;
import firstbad.events.SearchKind;
import firstbad.server.view.AtStake;
import firstbad.server.view.Follower;
import firstbad.server.view.Lag;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * The view: what it says about all bisections, and how far it is behind.
 *
 * <p>It is ready once all was projected that was there at some time within the last 30 s. If it
 * falls behind later, every answer says so; it is not ready again only while it cannot go on at
 * all.
 */
public final class ViewPart implements Part {
  private static final long READY_MS = 30_000;

  /** Trouble that takes longer than this is said. */
  private static final long TROUBLED_MS = 10_000;

  /** Scrapes of several Prometheus servers within this time ask the database once. */
  private static final long KEPT_MS = 5_000;

  private final Jdbi reader;
  private final Lag lag;
  private final Follower follower;
  private final LongSupplier clock;
  private @Nullable ViewFigures figures;
  private @Nullable MultiGauge drift;
  private final Map<StakeSeries, MultiGauge> atStake = new EnumMap<>(StakeSeries.class);
  private long asked;
  private volatile boolean caughtUp;

  /**
   * @param clock milliseconds since the epoch
   */
  public ViewPart(Jdbi reader, Lag lag, Follower follower, LongSupplier clock) {
    this.reader = reader;
    this.lag = lag;
    this.follower = follower;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "view";
  }

  @Override
  public void bind(MeterRegistry registry) {
    bindSymbols(registry);
    bindSums(registry);
    drift =
        MultiGauge.builder("firstbad.format.drift")
            .description("Bisections whose logs have unknown words, by the fuzzer's commit.")
            .register(registry);
    for (StakeSeries series : StakeSeries.values()) {
      atStake.put(series, series.registered(registry));
    }
    Gauge.builder("firstbad.view.skipped.records", follower, Follower::skipped)
        .description("Records that the view has passed over, since it could not use them.")
        .register(registry);
    Gauge.builder("firstbad.seconds.behind", lag, each -> each.millis() / 1000.0)
        .description("Age of the oldest line whose effect cannot be seen, over all legs.")
        .register(registry);
    Gauge.builder("firstbad.leg.seconds.behind", lag, each -> each.ofView() / 1000.0)
        .tag("leg", name())
        .description("Age of the oldest line whose effect cannot be seen after this leg.")
        .register(registry);
  }

  private void bindSymbols(MeterRegistry registry) {
    symbols(
        registry,
        SearchKind.values(),
        "firstbad.bisections.open",
        "kind",
        "Bisections that run.",
        ViewFigures::open);
    symbols(
        registry,
        Level.values(),
        "firstbad.culprits",
        "level",
        "Culprits in the view, by trust.",
        ViewFigures::culprits);
    symbols(
        registry,
        AlertKind.values(),
        "firstbad.alerts",
        "kind",
        "Alerts in the view.",
        ViewFigures::alerts);
  }

  private void bindSums(MeterRegistry registry) {
    one(
        registry,
        "firstbad.bisections.derailed",
        "Running bisections whose search left its bug.",
        ViewFigures::derailed);
    one(
        registry,
        "firstbad.bisections.stalled",
        "Running bisections that have been silent for long.",
        ViewFigures::stalled);
    one(
        registry,
        "firstbad.dead.letters",
        "Dead letters that were not sent again.",
        ViewFigures::deadLetters);
    one(
        registry,
        "firstbad.oldest.open.seconds",
        "Age of the bisection that has run longest here, from when its first revision was begun.",
        this::oldestOpenSeconds);
  }

  private double oldestOpenSeconds(ViewFigures now) {
    long began = now.oldestOpen();
    return began == 0 ? 0 : Math.max(0, clock.getAsLong() - began) / 1000.0;
  }

  /** One series for each symbol of a schema, and none for anything else. */
  private void symbols(
      MeterRegistry registry,
      Enum<?>[] symbols,
      String name,
      String tag,
      String description,
      Function<ViewFigures, Map<String, Long>> counts) {
    for (String symbol : Arrays.stream(symbols).map(Enum::name).toList()) {
      Gauge.builder(name, () -> counts.apply(figures()).getOrDefault(symbol, 0L))
          .tag(tag, symbol)
          .description(description)
          .register(registry);
    }
  }

  private void one(
      MeterRegistry registry,
      String name,
      String description,
      ToDoubleFunction<ViewFigures> number) {
    Gauge.builder(name, () -> number.applyAsDouble(figures()))
        .description(description)
        .register(registry);
  }

  private synchronized ViewFigures figures() {
    long now = clock.getAsLong();
    ViewFigures known = figures;
    if (known == null || now - asked >= KEPT_MS || now < asked) {
      known = ViewFigures.of(reader, now);
      figures = known;
      asked = now;
      show(known.drift());
      List<AtStake> derailed = known.atStake();
      atStake.forEach((series, gauge) -> gauge.register(series.rows(derailed), true));
    }
    return known;
  }

  /** The series of the commits that are known now. */
  private void show(Map<String, Long> byCommit) {
    if (drift != null) {
      drift.register(
          byCommit.entrySet().stream()
              .map(each -> Row.of(Tags.of("fuzzer_commit", each.getKey()), each.getValue()))
              .toList(),
          true);
    }
  }

  @Override
  public Optional<String> dead() {
    return follower.alive() ? Optional.empty() : Optional.of("The view's thread has died.");
  }

  @Override
  public Optional<String> remark() {
    long skipped = follower.skipped();
    return skipped == 0
        ? Optional.empty()
        : Optional.of(
            "Since it was made, the view has passed over %d records that it could not read or project; 'firstbad dead-letters list' has those of log-lines."
                .formatted(skipped));
  }

  @Override
  public Optional<String> notReady() {
    caughtUp |= lag.hasCaughtUp() && lag.ofView() < READY_MS;
    if (!caughtUp) {
      return Optional.of(
          follower.trouble().orElse("The view is " + lag.ofView() / 1000 + " s behind."));
    }
    return lag.ofView() < TROUBLED_MS ? Optional.empty() : follower.trouble().or(this::stuck);
  }

  /** A database that neither answers nor fails leaves the writer waiting, and no exception. */
  private Optional<String> stuck() {
    long silent = lag.silentMillis();
    return silent < TROUBLED_MS
        ? Optional.empty()
        : Optional.of(
            "The view has not been written for %d s, and neither Kafka nor the database has answered or refused."
                .formatted(silent / 1000));
  }
}
