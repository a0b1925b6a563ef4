package firstbad.embedded;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Kafka's settings for one node that is broker and controller, in the order of their purpose. */
final class BrokerConfiguration {
  static final int NODE = 1;
  static final String CLIENTS = "CLIENTS";
  static final String CONTROLLER = "CONTROLLER";

  private static final Map<String, String> CHOSEN = new LinkedHashMap<>();

  static {
    CHOSEN.put("process.roles", "broker,controller");
    CHOSEN.put("node.id", String.valueOf(NODE));
    CHOSEN.put("controller.listener.names", CONTROLLER);
    CHOSEN.put("inter.broker.listener.name", CLIENTS);
    CHOSEN.put(
        "listener.security.protocol.map", CLIENTS + ":PLAINTEXT," + CONTROLLER + ":PLAINTEXT");

    // A single node: nothing has a second copy, and few partitions start quickly.
    CHOSEN.put("default.replication.factor", "1");
    CHOSEN.put("min.insync.replicas", "1");
    CHOSEN.put("offsets.topic.replication.factor", "1");
    CHOSEN.put("offsets.topic.num.partitions", "4");
    CHOSEN.put("transaction.state.log.replication.factor", "1");
    CHOSEN.put("transaction.state.log.min.isr", "1");
    CHOSEN.put("transaction.state.log.num.partitions", "4");
    CHOSEN.put("share.coordinator.state.topic.replication.factor", "1");
    CHOSEN.put("share.coordinator.state.topic.min.isr", "1");
    CHOSEN.put("share.coordinator.state.topic.num.partitions", "1");

    // A topic that is misspelt must fail, not appear.
    CHOSEN.put("auto.create.topics.enable", "false");

    // Nobody else will join, so a group need not wait for others; short sessions are allowed, so
    // that the work of a killed process moves on soon.
    CHOSEN.put("group.initial.rebalance.delay.ms", "0");
    CHOSEN.put("group.min.session.timeout.ms", "1000");
    CHOSEN.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "500");

    // One machine shared with everything else: a laptop that sleeps must not fence its broker, and
    // the defaults for threads and memory (the log cleaner alone takes 128 MiB) are for servers. A
    // thread that waits wakes three times a second, also where nothing happens.
    CHOSEN.put("broker.session.timeout.ms", "60000");
    CHOSEN.put("initial.broker.registration.timeout.ms", "300000");
    // An idle controller writes a record to its own log so often, for followers that are not there.
    CHOSEN.put("metadata.max.idle.interval.ms", "10000");
    CHOSEN.put("num.network.threads", "2");
    CHOSEN.put("num.io.threads", "2");
    CHOSEN.put("group.coordinator.threads", "1");
    CHOSEN.put("background.threads", "2");
    CHOSEN.put("num.recovery.threads.per.data.dir", "2");
    CHOSEN.put("log.cleaner.dedupe.buffer.size", "8388608");
    CHOSEN.put("log.index.size.max.bytes", "1048576");

    // Metrics would register under the same names for every broker of the JVM.
    CHOSEN.put("metric.reporters", "");
  }

  private BrokerConfiguration() {}

  /**
   * All settings of a broker.
   *
   * @param port of the clients' listener, already bound
   * @param controllerPort of the controller's listener, already bound and always on loopback
   */
  static Map<String, String> of(
      BrokerSettings settings, Path logs, String advertised, int port, int controllerPort) {
    Map<String, String> all = new LinkedHashMap<>(CHOSEN);
    String controller = ListeningPort.LOOPBACK + ":" + controllerPort;
    all.put(
        "listeners",
        CLIENTS + "://" + address(settings.host(), port) + "," + CONTROLLER + "://" + controller);
    all.put("advertised.listeners", CLIENTS + "://" + address(advertised, port));
    all.put("controller.quorum.voters", NODE + "@" + controller);
    all.put("log.dirs", logs.toString());
    all.putAll(settings.overrides());
    return all;
  }

  private static String address(String host, int port) {
    return bracketed(host) + ":" + port;
  }

  /** An IPv6 address stands in brackets before a port. */
  static String bracketed(String host) {
    return host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
  }
}
