package firstbad.topology;

import firstbad.schemas.OncePerMinute;
import firstbad.topology.read.FaultOrigin;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DeleteRecordsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kafka's own admin, by which Streams creates the topics that keep the state: where there are
 * replicas enough, two of them must acknowledge. Streams could be told so by a property, but that
 * would have to be known before any broker is asked. What Streams may not delete it passes over in
 * silence; here it is said. (A proxy, since Kafka's ForwardingAdmin does not do all that Streams
 * asks of it.)
 */
final class StateTopicsAdmin {
  private static final Logger LOG = LoggerFactory.getLogger(StateTopicsAdmin.class);
  private static final String TWO = "2";

  private final TopologySettings settings;
  private final OncePerMinute said = new OncePerMinute();

  private StateTopicsAdmin(TopologySettings settings) {
    this.settings = settings;
  }

  /** Opens one. */
  static Admin open(Map<String, Object> config, TopologySettings settings) {
    Admin admin = Admin.create(config);
    KeptTopics topics = settings.keptTopics(admin);
    StateTopicsAdmin watched = new StateTopicsAdmin(settings);
    return (Admin)
        Proxy.newProxyInstance(
            Admin.class.getClassLoader(),
            new Class<?>[] {Admin.class},
            (self, method, arguments) -> {
              if (method.getName().equals("createTopics")) {
                demandTwo((Collection<?>) arguments[0], topics);
              }
              try {
                Object answer = method.invoke(admin, arguments);
                if (answer instanceof DeleteRecordsResult deleting) {
                  watched.tellRefusals(deleting);
                }
                return answer;
              } catch (InvocationTargetException e) {
                throw e.getCause() == null ? e : e.getCause();
              }
            });
  }

  private void tellRefusals(DeleteRecordsResult deleting) {
    deleting
        .lowWatermarks()
        .forEach(
            (partition, deleted) -> {
              var unused =
                  deleted.whenComplete(
                      (begin, refusal) -> {
                        if (refusal != null && !FaultOrigin.retriable(refusal)) {
                          tell(partition.topic(), refusal);
                        }
                      });
            });
  }

  private void tell(String topic, Throwable refusal) {
    Throwable named = // Kafka does not say on what
        refusal instanceof AuthorizationException
            ? new TopicAuthorizationException(Set.of(topic))
            : refusal;
    String why = settings.missingRight(named).orElseGet(() -> FaultOrigin.sentence(named));
    said.due(topic)
        .ifPresent(
            more ->
                LOG.warn(
                    "What was read of {} cannot be deleted, so that it grows. {}", topic, why));
  }

  private static void demandTwo(Collection<?> topics, KeptTopics kept) {
    for (Object each : topics) {
      if (each instanceof NewTopic topic && kept.needTwoInSync(topic.replicationFactor())) {
        Map<String, String> settings = new HashMap<>(topic.configs());
        settings.putIfAbsent(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, TWO);
        NewTopic unused = topic.configs(settings);
      }
    }
  }
}
