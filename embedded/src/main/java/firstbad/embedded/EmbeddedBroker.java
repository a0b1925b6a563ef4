package firstbad.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka broker with its controller in this JVM. It formats its folder on the first start, keeps
 * port and data over {@link #stop()} and {@link #start()}, and does transactions. Safe for use by
 * several threads.
 */
public final class EmbeddedBroker implements AutoCloseable {
  private static final String WHO = "The broker";

  private final BrokerSettings settings;
  private final Folder folder;
  private int port;
  private @Nullable Running running;

  private record Running(KafkaNode node, FileChannel lock) {}

  /** A broker that is not started yet; its folder is there. */
  public EmbeddedBroker(BrokerSettings settings) {
    this.settings = settings;
    this.folder = Folder.of(WHO, settings.folder());
    this.port = settings.port();
  }

  /** A started broker on loopback with data that goes when it is closed. */
  public static EmbeddedBroker started() {
    return started(BrokerSettings.temporary());
  }

  /**
   * A started broker.
   *
   * @throws NotStarted when port or folder are taken or unusable
   */
  public static EmbeddedBroker started(BrokerSettings settings) {
    EmbeddedBroker broker = new EmbeddedBroker(settings);
    boolean started = false;
    try {
      broker.start();
      started = true;
      return broker;
    } finally {
      if (!started) {
        broker.close();
      }
    }
  }

  /**
   * Starts it, on the port and data of the last time if there was one. Does nothing when it runs.
   *
   * @throws NotStarted when port or folder are taken or unusable
   */
  public synchronized void start() {
    if (running != null) {
      return;
    }
    FileChannel lock = folder.lock();
    try (BoundPorts ports = BoundPorts.open(settings.host(), port)) {
      running = new Running(KafkaNode.started(configuration(ports), ports), lock);
      port = ports.clients();
    } finally {
      if (running == null) {
        closed(lock);
      }
    }
  }

  private Map<String, String> configuration(BoundPorts ports) {
    return BrokerConfiguration.of(
        settings, folder.path(), advertised(), ports.clients(), ports.controller());
  }

  /** Stops it in good order; port, topics and data stay. Does nothing when it is stopped. */
  public synchronized void stop() {
    Running last = running;
    if (last != null) {
      running = null;
      last.node().stop();
      closed(last.lock());
    }
  }

  /** Stops it and removes its data if they were temporary. */
  @Override
  public synchronized void close() {
    stop();
    folder.discard();
  }

  /** {@code host:port} for {@code bootstrap.servers}; known once it was started. */
  public synchronized String bootstrapServers() {
    return BrokerConfiguration.bracketed(advertised()) + ":" + port;
  }

  /** The port that clients connect to; 0 before the first start with any free port. */
  public synchronized int port() {
    return port;
  }

  /** Where its data are. */
  public Path folder() {
    return folder.path();
  }

  /** What ended the broker from within, such as a full disk; empty while all is well. */
  public synchronized Optional<Throwable> fault() {
    return running == null ? Optional.empty() : running.node().fault();
  }

  private String advertised() {
    return settings.advertised().orElseGet(() -> reachable(settings.host()));
  }

  private static String reachable(String host) {
    try {
      return InetAddress.getByName(host).isAnyLocalAddress()
          ? InetAddress.getLocalHost().getHostName()
          : host;
    } catch (UnknownHostException e) {
      return host;
    }
  }

  private static void closed(FileChannel lock) {
    try {
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
