package firstbad.app.deliver;

import firstbad.app.deliver.plan.Plan;
import firstbad.app.deliver.plan.Subscription;
import firstbad.server.metrics.Part;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** The deliveries: how many were accepted, how many wait, and for how long. */
final class DeliverPart implements Part {
  private final Plan plan;
  private final Figures figures;
  private final Supplier<Optional<String>> dead;
  private final Supplier<Optional<String>> trouble;

  DeliverPart(
      Plan plan,
      Figures figures,
      Supplier<Optional<String>> dead,
      Supplier<Optional<String>> trouble) {
    this.plan = plan;
    this.figures = figures;
    this.dead = dead;
    this.trouble = trouble;
  }

  @Override
  public String name() {
    return "deliver";
  }

  @Override
  public void bind(MeterRegistry registry) {
    unusable(registry, figures);
    for (Subscription each : plan.subscriptions()) {
      Figures.Of of = figures.of(each.name());
      result(registry, each, of, "delivered", f -> f.delivered.get());
      result(registry, each, of, "failed", f -> f.failedAttempts.get());
      result(registry, each, of, "undelivered", f -> f.undelivered.get());
      gauge(registry, each, of, "waiting", "Deliveries that wait.", f -> f.waiting);
      gauge(registry, each, of, "failing", "Deliveries that wait and have failed.", f -> f.failing);
      gauge(
          registry,
          each,
          of,
          "oldest.waiting.seconds",
          "How long the oldest delivery has been waiting.",
          f -> f.oldestWaitingSeconds);
    }
  }

  private static void unusable(MeterRegistry registry, Figures figures) {
    FunctionCounter.builder(
            "firstbad.deliver.unusable.records", figures, f -> f.unusable.doubleValue())
        .description("Records from which nothing is delivered: no event, or against the rules.")
        .register(registry);
  }

  private static void result(
      MeterRegistry registry,
      Subscription subscription,
      Figures.Of of,
      String result,
      ToDoubleFunction<Figures.Of> value) {
    FunctionCounter.builder("firstbad.deliveries", of, value)
        .tag("subscription", subscription.name())
        .tag("result", result)
        .description("Deliveries that were accepted, attempts that failed, deliveries given up.")
        .register(registry);
  }

  private static void gauge(
      MeterRegistry registry,
      Subscription subscription,
      Figures.Of of,
      String name,
      String description,
      ToDoubleFunction<Figures.Of> value) {
    Gauge.builder("firstbad.deliveries." + name, of, value)
        .tag("subscription", subscription.name())
        .description(description)
        .register(registry);
  }

  @Override
  public Optional<String> dead() {
    return dead.get();
  }

  @Override
  public Optional<String> notReady() {
    return trouble.get();
  }
}
