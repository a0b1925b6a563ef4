package firstbad.topology;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.events.CulpritFound;
import firstbad.schemas.Topic;
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

  @Test
  void instances_of_two_builds_lose_and_double_nothing_forward_and_one_step_back()
      throws IOException, InterruptedException {
    int end = SeedLog.LINES.size();
    try (LiveTopology live = new LiveTopology(kafka, "rolling.", folder)) {
      // Lines are always on their way when an instance goes or comes.
      BisectionTopology one = started(live, "one", OLD);
      InstanceProcess two = live.process("two");
      LiveTopologyTest.publishAll(live, 1, 40);
      awaitApplied(live, 40);

      BisectionTopology three = started(live, "three", NEW.writing(OLD.newest()));
      LiveTopologyTest.publishAll(live, 41, 80);
      one.close();
      LiveTopologyTest.publishAll(live, 81, 100);
      assertThat(two.alive()).isTrue();
      two.kill();
      LiveTopologyTest.publishAll(live, 101, 120);
      awaitApplied(live, 120);
      assertThat(versions(live)).containsExactly(OLD.newest());

      // One step back: the old build reads what the new one has kept for it.
      BisectionTopology four = started(live, "four", OLD);
      LiveTopologyTest.publishAll(live, 121, 140);
      three.close();
      LiveTopologyTest.publishAll(live, 141, 160);
      awaitApplied(live, 160);

      BisectionTopology five = started(live, "five", NEW.writing(OLD.newest()));
      LiveTopologyTest.publishAll(live, 161, 180);
      four.close();
      BisectionTopology six = started(live, "six", NEW);
      LiveTopologyTest.publishAll(live, 181, 200);
      five.close();
      LiveTopologyTest.publishAll(live, 201, end);
      for (int job = 0; job < JOBS; job++) {
        live.end("job-" + job, end + 1);
      }
      LiveTopology.await(
          "all culprits", () -> live.committed(Topic.CULPRITS, CulpritFound.class).size() == JOBS);
      LiveTopologyTest.assertEqualsOffline(live, JOBS);
      six.close();

      assertThat(versions(live)).contains(NEW.newest());
      refusesToStart(live);
    }
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
