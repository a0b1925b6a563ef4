package firstbad.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.security.KeyStore;
import java.util.LinkedHashMap;
import java.util.Map;
import jdk.net.ExtendedSocketOptions;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;

/**
 * Where and how connections are taken.
 *
 * @param host address to listen on
 * @param port 0 for any free one
 * @param certificate for TLS; null for plain HTTP
 */
record Listening(String host, int port, @Nullable KeyStore certificate) {
  private static final int CONNECTIONS = 2000;

  /** Connections of one address, so that nobody alone takes all; a proxy's pool stays below. */
  static final int CONNECTIONS_OF_ONE = 500;

  /** A sender that is silent for an hour is told apart from one that is gone; in seconds. */
  private static final Map<SocketOption<Integer>, Integer> PROBES = new LinkedHashMap<>();

  static {
    PROBES.put(ExtendedSocketOptions.TCP_KEEPIDLE, 60);
    PROBES.put(ExtendedSocketOptions.TCP_KEEPINTERVAL, 20);
    PROBES.put(ExtendedSocketOptions.TCP_KEEPCOUNT, 3);
  }

  ServerConnector connector(Server server, HttpConfiguration http) {
    ServerConnector connector = new ProbingConnector(server, protocols(http));
    connector.setHost(host);
    connector.setPort(port);
    connector.addBean(new NetworkConnectionLimit(CONNECTIONS, connector));
    connector.addBean(new ConnectionsOfOne(CONNECTIONS_OF_ONE, System::currentTimeMillis));
    return connector;
  }

  private ConnectionFactory[] protocols(HttpConfiguration http) {
    HttpConnectionFactory plain = new HttpConnectionFactory(http);
    if (certificate == null) {
      return new ConnectionFactory[] {plain};
    }
    // A client that asks by address, as Prometheus and probes do, sends no name.
    http.addCustomizer(new SecureRequestCustomizer(false));
    SslContextFactory.Server tls = new SslContextFactory.Server();
    tls.setKeyStore(certificate);
    tls.setKeyStorePassword("");
    return new ConnectionFactory[] {new SslConnectionFactory(tls, plain.getProtocol()), plain};
  }

  /**
   * Takes the address for a moment.
   *
   * @throws NotStarted when it cannot be had
   */
  void requireFree() {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(host, port));
    } catch (IOException e) {
      throw refused(e);
    }
  }

  ServerNotStarted refused(Exception cause) {
    return new ServerNotStarted(
        "Nothing can listen on "
            + host
            + ":"
            + port
            + "; another program may have that port, or the address is not this machine's."
            + " Port 0 takes any free one.",
        cause);
  }

  /** The scheme of its URLs. */
  String scheme() {
    return certificate == null ? "http" : "https";
  }

  private static final class ProbingConnector extends ServerConnector {
    ProbingConnector(Server server, ConnectionFactory... protocols) {
      super(server, protocols);
    }

    @Override
    protected SocketChannelEndPoint newEndPoint(
        SocketChannel channel, ManagedSelector selector, SelectionKey key) throws IOException {
      channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
      for (Map.Entry<SocketOption<Integer>, Integer> probe : PROBES.entrySet()) {
        if (channel.supportedOptions().contains(probe.getKey())) {
          channel.setOption(probe.getKey(), probe.getValue());
        }
      }
      return super.newEndPoint(channel, selector, key);
    }
  }
}
