package firstbad.embedded;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.server.ServerSocketFactory;

/**
 * The two ports of a node, bound before Kafka is configured with their numbers, and handed over by
 * listener name when Kafka opens them. Closing closes those that were not handed over.
 */
final class BoundPorts implements ServerSocketFactory, AutoCloseable {
  private final Map<String, ServerSocketChannel> waiting = new ConcurrentHashMap<>();
  private final int clients;
  private final int controller;

  private BoundPorts(ServerSocketChannel clients, ServerSocketChannel controller) {
    this.clients = ListeningPort.portOf(clients);
    this.controller = ListeningPort.portOf(controller);
    waiting.put(BrokerConfiguration.CLIENTS, clients);
    waiting.put(BrokerConfiguration.CONTROLLER, controller);
  }

  static BoundPorts open(String host, int port) {
    ServerSocketChannel clients = ListeningPort.bind("The broker", host, port);
    try {
      return new BoundPorts(
          clients, ListeningPort.bind("The broker's controller", ListeningPort.LOOPBACK, 0));
    } catch (RuntimeException e) {
      closed(clients);
      throw e;
    }
  }

  int clients() {
    return clients;
  }

  int controller() {
    return controller;
  }

  @Override
  public ServerSocketChannel openServerSocket(
      String listener, InetSocketAddress address, int backlog, int receiveBuffer)
      throws IOException {
    ServerSocketChannel channel = waiting.remove(listener);
    if (channel == null) {
      throw new KafkaException("No port was bound for the listener " + listener);
    }
    channel.configureBlocking(false);
    return channel;
  }

  @Override
  public void close() {
    waiting.values().forEach(BoundPorts::closed);
    waiting.clear();
  }

  private static void closed(ServerSocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      throw new KafkaException(e);
    }
  }
}
