package firstbad.topology;

import firstbad.schemas.Topic;
import firstbad.topology.assemble.AssembleBisections;
import firstbad.topology.read.BrokerAnswer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Topologies with another application id that read the same lines. One after the other is a
 * hand-over; two at once would name every culprit twice. Kafka forgets how far a group has read
 * some days after it ended, and then the topology counts no more.
 */
final class OtherTopologies {
  private static final Logger LOG = LoggerFactory.getLogger(OtherTopologies.class);
  private static final String CHANGELOG = "-" + AssembleBisections.OPEN_BISECTIONS + "-changelog";

  /** Longer than Kafka waits for a member that is gone: see session.timeout.ms. */
  private static final Duration GONE_WITHIN = Duration.ofSeconds(30);

  private final TopologySettings settings;
  private final Admin admin;

  OtherTopologies(TopologySettings settings, Admin admin) {
    this.settings = settings;
    this.admin = admin;
  }

  /**
   * Whether another topology has read these lines. One that still runs is waited for a little.
   *
   * @throws WrongConfiguration when it goes on
   */
  boolean haveRead() {
    boolean any = false;
    try {
      for (String other : applications()) {
        if (hasRead(other)) {
          demandGone(other);
          any = true;
        }
      }
    } catch (AuthorizationException e) {
      LOG.warn(
          "Whether another topology reads the same lines cannot be seen ({}); if there was one, it must have stopped",
          e.getMessage());
      return true;
    }
    return any;
  }

  private List<String> applications() {
    return BrokerAnswer.to(admin.listTopics().names()).stream()
        .filter(name -> name.endsWith(CHANGELOG))
        .map(name -> name.substring(0, name.length() - CHANGELOG.length()))
        .filter(id -> !id.equals(settings.applicationId()))
        .sorted()
        .toList();
  }

  private boolean hasRead(String application) {
    String lines = settings.topics().name(Topic.LOG_LINES);
    return BrokerAnswer.to(
            admin.listConsumerGroupOffsets(application).partitionsToOffsetAndMetadata())
        .keySet()
        .stream()
        .anyMatch(partition -> partition.topic().equals(lines));
  }

  private void demandGone(String application) {
    long deadline = System.nanoTime() + GONE_WITHIN.toNanos();
    while (runs(application)) {
      if (System.nanoTime() > deadline) {
        throw new WrongConfiguration(
            "The topology with the application id %s still reads %s; two at once would name every culprit twice. Stop it first, or give this one the same --application-id, and they share the work."
                .formatted(application, settings.topics().name(Topic.LOG_LINES)));
      }
      try {
        TimeUnit.SECONDS.sleep(1);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new KafkaException(e);
      }
    }
  }

  private boolean runs(String application) {
    try {
      return !BrokerAnswer.to(admin.describeConsumerGroups(List.of(application)).all())
          .values()
          .stream()
          .allMatch(group -> group.members().isEmpty());
    } catch (GroupIdNotFoundException e) {
      return false;
    }
  }
}
