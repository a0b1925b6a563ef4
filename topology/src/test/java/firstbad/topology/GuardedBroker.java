package firstbad.topology;

import firstbad.embedded.BrokerSettings;
import firstbad.embedded.EmbeddedKafka;
import firstbad.embedded.RegistrySettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;

/** A broker with an authorizer, an administrator who may do all, and {@value #USER}, nothing. */
final class GuardedBroker implements AutoCloseable {
  static final String USER = "judge";
  private static final String ADMIN = "admin";
  private static final String LOGIN =
      "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%s\""
          + " password=\"%s\"%s;";

  final EmbeddedKafka kafka;
  final Admin admin;

  GuardedBroker() {
    String users = " user_admin=\"admin\" user_judge=\"judge\"";
    kafka =
        EmbeddedKafka.started(
            BrokerSettings.temporary()
                .with(
                    "authorizer.class.name",
                    "org.apache.kafka.metadata.authorizer.StandardAuthorizer")
                .with("super.users", "User:admin;User:ANONYMOUS")
                .with(
                    "listener.security.protocol.map", "CLIENTS:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT")
                .with("sasl.enabled.mechanisms", "PLAIN")
                .with("sasl.mechanism.inter.broker.protocol", "PLAIN")
                .with(
                    "listener.name.clients.plain.sasl.jaas.config",
                    LOGIN.formatted(ADMIN, ADMIN, users)),
            RegistrySettings.temporary());
    admin = Admin.create(asAdmin());
  }

  /** Properties of clients that may do all. */
  Map<String, Object> asAdmin() {
    return as(ADMIN);
  }

  /** Properties of clients that may do what was granted. */
  Map<String, Object> asUser() {
    return as(USER);
  }

  private Map<String, Object> as(String user) {
    Map<String, Object> properties = new HashMap<>(kafka.clientProperties());
    properties.put("security.protocol", "SASL_PLAINTEXT");
    properties.put("sasl.mechanism", "PLAIN");
    properties.put("sasl.jaas.config", LOGIN.formatted(user, user, ""));
    return properties;
  }

  void grant(List<AclBinding> rights) throws Exception {
    admin.createAcls(rights).all().get();
  }

  /** Takes all rights back. */
  void revokeAll() throws Exception {
    var unused = admin.deleteAcls(List.of(AclBindingFilter.ANY)).all().get();
  }

  @Override
  public void close() {
    admin.close();
    kafka.close();
  }
}
