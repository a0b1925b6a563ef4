package firstbad.topology.assemble;

import java.time.Duration;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.Punctuator;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.jspecify.annotations.Nullable;

/**
 * How often a task looks at the wall clock: seldom, and several times a second while a silence of
 * seconds is waited for, a commit, or word that a partition was heard to its end. A task that
 * Streams revives keeps what was scheduled before, so that is cancelled by hand.
 */
final class Ticks {
  private static final Duration QUICK = Duration.ofMillis(250);

  /** Each tick costs a commit, also where nothing was read: few where hours are waited for. */
  private static final Duration SELDOM = Duration.ofSeconds(10);

  private static final Duration OFTEN = Duration.ofSeconds(1);

  private final ProcessorContext<?, ?> context;
  private final Punctuator tick;
  private final Cancellable idle;
  private @Nullable Cancellable quick;

  /**
   * Ticks from now on, quickly at first.
   *
   * @param silence the shortest of those for which quick ticks are not wanted; it may be noticed by
   *     a sixtieth of itself too late, ten seconds at most
   */
  Ticks(ProcessorContext<?, ?> context, Duration silence, Punctuator tick) {
    this.context = context;
    this.tick = tick;
    Duration late = silence.dividedBy(60);
    idle = schedule(late.compareTo(SELDOM) > 0 ? SELDOM : late.compareTo(OFTEN) < 0 ? OFTEN : late);
    quick = schedule(QUICK);
  }

  void quickly(boolean wanted) {
    if (wanted && quick == null) {
      quick = schedule(QUICK);
    } else if (!wanted && quick != null) {
      quick.cancel();
      quick = null;
    }
  }

  /** Ticks no more. */
  void end() {
    idle.cancel();
    quickly(false);
  }

  private Cancellable schedule(Duration every) {
    return context.schedule(every, PunctuationType.WALL_CLOCK_TIME, tick);
  }
}
