package firstbad.bench.chaos;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Who is struck, by what, when and for how long: all from the seed, so that a bad day can be had
 * again. At most one broker is in trouble at a time, except where the quorum is to be lost.
 *
 * @param strikes in their order
 * @param millis how long it is, in milliseconds
 */
record StrikePlan(List<Strike> strikes, long millis) {
  static final String CONTROLLER = "controller";
  static final List<String> TOPOLOGIES = List.of("topology-1", "topology-2");
  static final List<String> BROKERS = List.of("broker-1", "broker-2", "broker-3");
  static final List<String> PUBLISHERS = List.of("publisher-1", "publisher-2");
  static final String SERVER = "server";

  /** What a broker needs after its start before another may fail without the quorum being lost. */
  private static final long BROKER_RECOVERS = 12_000;

  private static final long OTHERS_RECOVER = 3_000;

  /** How often each is struck by each, beside the others. */
  private static final List<Choice> CHOICES =
      List.of(
          new Choice(30, Fault.KILL, TOPOLOGIES),
          new Choice(6, Fault.FREEZE, TOPOLOGIES),
          new Choice(4, Fault.RESTART, TOPOLOGIES),
          new Choice(2, Fault.FULL, TOPOLOGIES),
          new Choice(2, Fault.READ_ONLY, TOPOLOGIES),
          new Choice(2, Fault.DAMAGED, TOPOLOGIES),
          new Choice(2, Fault.EMPTIED, TOPOLOGIES),
          new Choice(20, Fault.KILL, PUBLISHERS),
          new Choice(3, Fault.FREEZE, PUBLISHERS),
          new Choice(12, Fault.KILL, List.of(SERVER)),
          new Choice(2, Fault.FREEZE, List.of(SERVER)),
          new Choice(1, Fault.RESTART, List.of(SERVER)),
          new Choice(16, Fault.KILL, BROKERS),
          new Choice(6, Fault.KILL, List.of(CONTROLLER)),
          new Choice(3, Fault.FREEZE, BROKERS),
          new Choice(2, Fault.FREEZE, List.of(CONTROLLER)),
          new Choice(3, Fault.RESTART, BROKERS),
          new Choice(2, Fault.KILL, List.of())); // two brokers: the quorum is lost

  private record Choice(int weight, Fault trouble, List<String> targets) {
    boolean ofBrokers() {
      return targets.isEmpty() || targets.equals(BROKERS) || targets.get(0).equals(CONTROLLER);
    }

    List<String> drawn(Random chance) {
      if (!targets.isEmpty()) {
        return List.of(targets.get(chance.nextInt(targets.size())));
      }
      List<String> two = new ArrayList<>(BROKERS);
      two.remove(chance.nextInt(two.size()));
      return two;
    }

    long lasting(Random chance) {
      return chance.nextInt(trouble.least(), trouble.most() + 1);
    }
  }

  StrikePlan {
    strikes = List.copyOf(strikes);
  }

  /**
   * A plan drawn by chance.
   *
   * @param minutes how long strikes begin
   * @param gap milliseconds from one strike to the next, on average
   */
  static StrikePlan drawn(long seed, int minutes, int gap) {
    Random chance = new Random(seed);
    List<Strike> strikes = new ArrayList<>();
    Map<String, Long> busyUntil = new HashMap<>();
    long at = 0;
    while (true) {
      at += gap / 2 + chance.nextInt(gap);
      if (at > minutes * 60_000L) {
        break;
      }
      Choice choice = weighted(chance);
      Strike strike =
          new Strike(at, choice.trouble(), choice.drawn(chance), choice.lasting(chance));
      List<String> occupied = choice.ofBrokers() ? List.of("brokers") : strike.targets();
      if (busyUntil.getOrDefault(occupied.get(0), 0L) <= at) {
        long recovers = choice.ofBrokers() ? BROKER_RECOVERS : OTHERS_RECOVER;
        busyUntil.put(occupied.get(0), at + strike.lasting() + recovers);
        strikes.add(strike);
      }
    }
    return new StrikePlan(strikes, minutes * 60_000L);
  }

  /** Every kind of trouble once, one after the other in an order drawn by chance, each short. */
  static StrikePlan eachOnce(long seed, int gap) {
    Random chance = new Random(seed);
    List<Choice> order = new ArrayList<>(CHOICES);
    Collections.shuffle(order, chance);
    List<Strike> strikes = new ArrayList<>();
    long at = gap;
    for (Choice choice : order) {
      long lasting = choice.trouble().least();
      strikes.add(new Strike(at, choice.trouble(), choice.drawn(chance), lasting));
      at += lasting + gap;
    }
    return new StrikePlan(strikes, at);
  }

  /** The same without the troubles that this machine cannot make. */
  StrikePlan without(List<Fault> troubles) {
    return new StrikePlan(
        strikes.stream().filter(strike -> !troubles.contains(strike.trouble())).toList(), millis);
  }

  private static Choice weighted(Random chance) {
    int drawn = chance.nextInt(CHOICES.stream().mapToInt(Choice::weight).sum());
    for (Choice choice : CHOICES) {
      drawn -= choice.weight();
      if (drawn < 0) {
        return choice;
      }
    }
    throw new IllegalStateException("The weights are not what they sum up to.");
  }
}
