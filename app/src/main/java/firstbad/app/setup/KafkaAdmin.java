package firstbad.app.setup;

import firstbad.app.cli.KafkaOptions;
import firstbad.app.cli.Problem;
import firstbad.app.cli.Sentences;
import firstbad.schemas.Topics;
import firstbad.topology.KeptTopics;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.DescribeClusterResult;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A Kafka cluster that has answered; every refusal is a {@link Problem}. */
final class KafkaAdmin implements AutoCloseable {
  // A person waits for the first answer; what a cluster that has answered is asked to do may take
  // as long as Kafka's clients allow.
  private static final int FIRST_ANSWER_MS = 30_000;

  private final Admin admin;
  private final Map<String, Object> properties;
  private final String id;
  private final Collection<Node> nodes;
  private final Collection<AclOperation> rights;

  private KafkaAdmin(
      Admin admin, Map<String, Object> properties, DescribeClusterResult answer, String address) {
    this.admin = admin;
    this.properties = properties;
    this.nodes = answered(address, answer.nodes());
    this.id = answered(address, answer.clusterId());
    @Nullable Collection<AclOperation> told = answered(address, answer.authorizedOperations());
    this.rights = told == null ? Set.of() : told;
  }

  /**
   * Connects and waits for the first answer.
   *
   * @throws Problem when there is none within 30 s, or it is a refusal
   */
  static KafkaAdmin reached(KafkaOptions options) {
    Map<String, Object> properties = options.clientProperties();
    DescribeClusterOptions question =
        new DescribeClusterOptions().includeAuthorizedOperations(true);
    if (!properties.containsKey(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG)) {
      question.timeoutMs(FIRST_ANSWER_MS);
    }
    Admin admin = opened(properties, options.bootstrapServers());
    try {
      return new KafkaAdmin(
          admin, properties, admin.describeCluster(question), options.bootstrapServers());
    } catch (RuntimeException e) {
      admin.close(Duration.ZERO); // what was asked would be waited for
      throw e;
    }
  }

  private static Admin opened(Map<String, Object> properties, String address) {
    try {
      return Admin.create(properties);
    } catch (KafkaException e) {
      throw new Problem(
          "The brokers at "
              + address
              + " cannot be reached: "
              + Sentences.reason(Sentences.root(e))
              + "; check --bootstrap-servers and the properties of --config.",
          e);
    }
  }

  private static <V> V answered(String address, KafkaFuture<V> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new Problem(sentence(address, e.getCause() == null ? e : e.getCause()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Problem("Interrupted while waiting for the brokers at " + address + ".", e);
    }
  }

  private static String sentence(String address, Throwable cause) {
    if (cause instanceof TimeoutException) {
      return "No Kafka broker answers at "
          + address
          + "; start one there ('firstbad up' does), or name another with --bootstrap-servers.";
    }
    if (cause instanceof AuthenticationException) {
      return "The brokers at "
          + address
          + " refuse the log-in ("
          + Sentences.reason(cause)
          + "); check the credentials in the file of --config.";
    }
    return "The brokers at " + address + " cannot be used: " + Sentences.reason(cause) + ".";
  }

  Admin admin() {
    return admin;
  }

  /**
   * The topics that keep the state of a topology.
   *
   * @param applicationId null for the usual one
   */
  KeptTopics keptTopics(Topics topics, @Nullable String applicationId) {
    String id = applicationId == null ? topics.prefix() + "topology" : applicationId;
    return new KeptTopics(admin, topics, id, properties);
  }

  String id() {
    return id;
  }

  Collection<Node> nodes() {
    return nodes;
  }

  /** What these credentials may do to the cluster; empty when it does not tell. */
  Collection<AclOperation> rights() {
    return rights;
  }

  @Override
  public void close() {
    admin.close();
  }
}
