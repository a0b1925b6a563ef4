package firstbad.server.view;

import firstbad.schemas.AdminSession;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.TopicAuthorizationException;

/**
 * Whether topics may be read. To see one proves nothing, since whoever may write to it may see it;
 * and a consumer would hear of it only later.
 */
final class ReadableTopics {
  private ReadableTopics() {}

  /**
   * Looks at each of them; one that cannot be looked at is nothing that this could tell.
   *
   * @param properties of an administrator's client
   * @return the ids of the topics by their names, of those that could be looked at
   * @throws TopicAuthorizationException when some may not be read, with their names
   */
  static Map<String, String> require(
      Map<String, Object> properties, Collection<String> names, Duration within) {
    try (AdminSession session = AdminSession.of(properties)) {
      return require(session.admin(), names, within);
    }
  }

  /** The same by an administrator's client that stays open. */
  static Map<String, String> require(Admin admin, Collection<String> names, Duration within) {
    Set<String> unreadable = new TreeSet<>();
    Map<String, String> ids = new TreeMap<>();
    try {
      DescribeTopicsOptions options = new DescribeTopicsOptions().includeAuthorizedOperations(true);
      for (Map.Entry<String, KafkaFuture<TopicDescription>> each :
          admin.describeTopics(names, options).topicNameValues().entrySet()) {
        TopicDescription topic = each.getValue().get(within.toMillis(), TimeUnit.MILLISECONDS);
        ids.put(topic.name(), topic.topicId().toString());
        Set<AclOperation> allowed = topic.authorizedOperations();
        if (allowed != null && !allowed.contains(AclOperation.READ)) {
          unreadable.add(each.getKey());
        }
      }
    } catch (ExecutionException | TimeoutException e) {
      return ids; // who cannot look has been told of that, or will be
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ids;
    }
    if (!unreadable.isEmpty()) {
      throw new TopicAuthorizationException(unreadable);
    }
    return ids;
  }
}
