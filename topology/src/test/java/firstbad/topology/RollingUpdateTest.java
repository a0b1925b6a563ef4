package firstbad.topology;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.events.CulpritFound;
import firstbad.schemas.Topic;
import firstbad.topology.InstanceProcess.Build;
import firstbad.topology.assemble.AssembleBisections;
import firstbad.topology.assemble.SilenceLimits;
import firstbad.topology.codec.StateFormat;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two builds share the work: this one, and one whose state has a version more. */
@Tag("slow")
class RollingUpdateTest extends OnOneBroker {
  private static final StateFormat OLD = StateFormat.shipped();
  private static final StateFormat NEW = NextBuild.format();
  private static final int JOBS = 3; // as many as publishAll publishes
  private static final int TRAILER = 196; // the line of its statistics

  @Test
  void instances_of_two_builds_lose_and_double_nothing_forward_and_one_step_back()
      throws IOException, InterruptedException {
    try (LiveTopology live = new LiveTopology(kafka, "rolling.", folder);
        InstanceProcess one = live.process("one", Build.THIS)) {
      live.awaitSharing(1);
      LiveTopologyTest.publishAll(live, 1, 30);
      awaitApplied(live, 30);

      try (InstanceProcess two = live.process("two", Build.NEXT_WRITING_THIS)) {
        killInTheMiddle(live, one, 31, 65);
        // One step back: this build goes on from what the next one kept for it.
        BisectionTopology three = started(live, "three", OLD);
        killInTheMiddle(live, two, 66, 100);
        assertThat(versions(live)).containsExactly(OLD.newest());

        try (InstanceProcess four = live.process("four", Build.NEXT_WRITING_THIS)) {
          live.awaitSharing(2);
          LiveTopologyTest.publishAll(live, 101, 110);
          three.close();
          LiveTopologyTest.publishAll(live, 111, 125);
          awaitApplied(live, 125);
          assertThat(versions(live)).containsExactly(OLD.newest());

          try (InstanceProcess five = live.process("five", Build.NEXT)) {
            killInTheMiddle(live, four, 126, 160);
            BisectionTopology six = started(live, "six", NEW);
            killInTheMiddle(live, five, 161, TRAILER - 1);
            finish(live);
            six.close();
          }
        }
      }
      assertThat(versions(live)).contains(NEW.newest());
      refusesToStart(live);
    }
  }

  /**
   * The instance that has the work is killed while lines are on their way, and the one that has
   * joined it goes on.
   */
  private static void killInTheMiddle(LiveTopology live, InstanceProcess working, int from, int to)
      throws InterruptedException {
    live.awaitSharing(2);
    int middle = from + 8; // what awaitApplied waits for is behind it
    LiveTopologyTest.publishAll(live, from, middle);
    working.kill();
    LiveTopologyTest.publishAll(live, middle + 1, to);
    awaitApplied(live, to);
    live.awaitSharing(1);
  }

  /** From the trailer on silence names the culprit too, so the rest and the end come at once. */
  private static void finish(LiveTopology live) throws InterruptedException {
    int end = SeedLog.LINES.size();
    LiveTopologyTest.publishAll(live, TRAILER, end);
    for (int job = 0; job < JOBS; job++) {
      live.end("job-" + job, end + 1);
    }
    LiveTopology.await(
        "all culprits", () -> live.committed(Topic.CULPRITS, CulpritFound.class).size() == JOBS);
    LiveTopologyTest.assertEqualsOffline(live, JOBS);
  }

  /** The old build ends with a sentence before it is ready or has read a line. */
  private static void refusesToStart(LiveTopology live) throws InterruptedException {
    live.publish("late", 1, SeedLog.LINES);
    try (BisectionTopology topology = live.instance("seven", SilenceLimits.DEFAULT, OLD)) {
      Set<Health.State> states = new TreeSet<>();
      topology.onChange(health -> states.add(health.state()));
      topology.start();
      Health health = topology.await();
      assertThat(health.state()).isEqualTo(Health.State.FAILED);
      assertThat(health.sentence())
          .contains("has version " + NEW.newest(), "reads versions up to " + OLD.newest());
      assertThat(states).doesNotContain(Health.State.RUNNING);
    }
    assertThat(live.committed(Topic.CULPRITS, CulpritFound.class)).hasSize(JOBS);
  }

  private static BisectionTopology started(LiveTopology live, String name, StateFormat state)
      throws InterruptedException {
    BisectionTopology topology = live.instance(name, SilenceLimits.DEFAULT, state);
    topology.start();
    LiveTopology.awaitRunning(topology);
    return topology;
  }

  /** Waits until all bisections have read this line, as far as heads show. */
  private static void awaitApplied(LiveTopology live, int line) throws InterruptedException {
    LiveTopology.await(
        "line " + line + " was read", () -> LiveTopologyTest.heads(live, line) == JOBS);
  }

  /** The versions in which open bisections were kept, in the order of their numbers. */
  private static Set<Integer> versions(LiveTopology live) {
    Set<Integer> versions = new TreeSet<>();
    live.committed("rolling.app-" + AssembleBisections.OPEN_BISECTIONS + "-changelog")
        .forEach(
            record -> {
              if (record.value() != null) {
                versions.add((int) record.value()[0]);
              }
            });
    return versions;
  }
}
