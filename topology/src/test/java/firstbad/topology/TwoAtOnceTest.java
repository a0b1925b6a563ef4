package firstbad.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Of two application ids on the same topics, one at most works. */
@Tag("slow")
class TwoAtOnceTest extends OnOneBroker {

  @Test
  void two_at_once_are_refused() throws InterruptedException {
    try (LiveTopology live = new LiveTopology(kafka, "both.", folder);
        BisectionTopology blue = live.under("both.blue");
        BisectionTopology early = live.under("both.early");
        BisectionTopology green = live.under("both.green")) {
      blue.start();
      LiveTopology.awaitRunning(blue);
      assertThatThrownBy(early::start)
          .as("also where no line has come yet")
          .isInstanceOf(WrongConfiguration.class)
          .hasMessageContaining("both.blue still reads both.log-lines");
      HandOverTest.publish(live, "job", 1);
      HandOverTest.awaitCulprits(live, 1);

      assertThatThrownBy(green::start)
          .isInstanceOf(WrongConfiguration.class)
          .hasMessage(
              "The topology with the application id both.blue still reads both.log-lines, as its group has had members for the last 21 s; one that has stopped counts as a member for 6 s more (session.timeout.ms). Two at once would name every culprit twice. Stop it first, or give this one the same --application-id, and they share the work.");
      assertThat(blue.health().state()).isEqualTo(Health.State.RUNNING);
    }
  }

  @Test
  void of_two_that_start_in_the_same_moment_one_at_most_goes_on() throws InterruptedException {
    try (LiveTopology live = new LiveTopology(kafka, "same.", folder);
        BisectionTopology blue = live.under("same.blue");
        BisectionTopology green = live.under("same.green")) {
      List<BisectionTopology> both = List.of(blue, green);
      HandOverTest.publish(live, "job", 3);
      List<Thread> starting = both.stream().map(TwoAtOnceTest::starting).toList();
      for (Thread thread : starting) {
        thread.join();
      }
      LiveTopology.await(
          "one steps back", () -> both.stream().filter(each -> each.health().alive()).count() <= 1);
      assertThat(both)
          .map(each -> String.valueOf(each.health().sentence()))
          .anySatisfy(sentence -> assertThat(sentence).contains("same lines"));
      both.forEach(BisectionTopology::close);
      try (BisectionTopology again = live.under("same.blue")) {
        again.start();
        HandOverTest.awaitCulprits(live, 3);
      }
      assertThat(HandOverTest.culprits(live)).doesNotHaveDuplicates();
    }
  }

  private static Thread starting(BisectionTopology topology) {
    Thread thread =
        new Thread(
            () -> {
              try {
                topology.start();
              } catch (WrongConfiguration refused) {
                assertThat(topology.health().alive()).isFalse();
              }
            });
    thread.start();
    return thread;
  }
}
