package firstbad.topology;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/**
 * Kafka's own admin, by which Streams creates the topics that keep the state: where there are
 * replicas enough, two of them must acknowledge. Streams could be told so by a property, but that
 * would have to be known before any broker is asked. (A proxy, since Kafka's ForwardingAdmin does
 * not do all that Streams asks of it.)
 */
final class StateTopicsAdmin {
  private static final String TWO = "2";

  private StateTopicsAdmin() {}

  /**
   * Opens one.
   *
   * @param kept tells for how many replicas that is so, with the admin it is given
   */
  static Admin open(Map<String, Object> config, Function<Admin, KeptTopics> kept) {
    Admin admin = Admin.create(config);
    KeptTopics topics = kept.apply(admin);
    return (Admin)
        Proxy.newProxyInstance(
            Admin.class.getClassLoader(),
            new Class<?>[] {Admin.class},
            (self, method, arguments) -> {
              if (method.getName().equals("createTopics")) {
                demandTwo((Collection<?>) arguments[0], topics);
              }
              try {
                return method.invoke(admin, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause() == null ? e : e.getCause();
              }
            });
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
