package firstbad.topology;

import firstbad.schemas.Topic;
import firstbad.topology.assemble.AssembleBisections;
import firstbad.topology.read.BrokerAnswer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
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

  /** What the rest of a stop and a rebalance may take on a busy machine. */
  private static final Duration MARGIN = Duration.ofSeconds(15);

  private final TopologySettings settings;
  private final Admin admin;
  private final Duration session;

  /**
   * @param session for how long Kafka counts a member that has stopped: see session.timeout.ms
   */
  OtherTopologies(TopologySettings settings, Admin admin, Duration session) {
    this.settings = settings;
    this.admin = admin;
    this.session = session;
  }

  /**
   * Waits a little for a topology that still runs.
   *
   * @throws WrongConfiguration when it goes on
   */
  void demandGone() {
    try {
      for (String other : applications()) {
        if (hasRead(other) || reads(other)) {
          demandGone(other);
        }
      }
    } catch (AuthorizationException e) {
      LOG.warn(
          "Whether another topology reads the same lines cannot be seen ({}); if there was one, it must have stopped",
          e.getMessage());
    }
  }

  /** The id of one to which lines go now; empty where there is none or it cannot be seen. */
  Optional<String> reading() {
    try {
      return applications().stream().filter(this::reads).findFirst();
    } catch (AuthorizationException e) {
      return Optional.empty(); // said at the start
    }
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

  /** Whether lines would go to it now, also where none has come yet. */
  private boolean reads(String application) {
    String lines = settings.topics().name(Topic.LOG_LINES);
    return members(application).stream()
        .flatMap(member -> member.assignment().topicPartitions().stream())
        .anyMatch(partition -> partition.topic().equals(lines));
  }

  private void demandGone(String application) {
    Duration patience = session.plus(MARGIN);
    long start = System.nanoTime();
    while (!members(application).isEmpty()) {
      if (System.nanoTime() - start > patience.toNanos()) {
        throw new WrongConfiguration(
            "The topology with the application id %s still reads %s, as its group has had members for the last %d s; one that has stopped counts as a member for %d s more (session.timeout.ms). Two at once would name every culprit twice. Stop it first, or give this one the same --application-id, and they share the work."
                .formatted(
                    application,
                    settings.topics().name(Topic.LOG_LINES),
                    patience.toSeconds(),
                    session.toSeconds()));
      }
      try {
        TimeUnit.SECONDS.sleep(1);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new KafkaException(e);
      }
    }
  }

  private List<MemberDescription> members(String application) {
    try {
      return BrokerAnswer.to(admin.describeConsumerGroups(List.of(application)).all())
          .values()
          .stream()
          .flatMap(group -> group.members().stream())
          .toList();
    } catch (GroupIdNotFoundException e) {
      return List.of();
    }
  }
}
