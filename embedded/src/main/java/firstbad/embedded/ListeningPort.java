package firstbad.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A bound port. Who needs to know its port before it listens (a broker tells clients its own
 * address) binds first and configures afterwards, so that nobody can take the port in between.
 */
final class ListeningPort {
  static final String LOOPBACK = "127.0.0.1";

  // Below the ports that systems hand to outgoing connections (from 32768 on Linux, 49152
  // elsewhere): while a server is down, a client that keeps trying could else be given the server's
  // own port to call from, connect to itself and so keep the server from coming back.
  private static final int LOWEST = 15_000;
  private static final int HIGHEST = 32_000;
  private static final int TRIES = 200;

  private ListeningPort() {}

  /** Opens something that listens, at an address. */
  interface Opener<T> {
    T at(InetSocketAddress address) throws IOException;
  }

  /**
   * Opens something on a port.
   *
   * @param who starts the sentence when it fails, as "The broker"
   * @param port 0 for any free one
   * @throws NotStarted when the port is taken or the host is not an address of this machine
   */
  static <T> T opened(String who, String host, int port, Opener<T> opener) {
    if (port < 0 || port > 65_535) {
      throw new NotStarted(
          who + " cannot use port " + port + ": a port is 1 to 65535, or 0 for any.");
    }
    return port == 0 ? anyFree(who, host, opener) : given(who, host, port, opener);
  }

  /** Binds a socket and does not listen for anyone yet. */
  static ServerSocketChannel bind(String who, String host, int port) {
    return opened(who, host, port, ListeningPort::bound);
  }

  static int portOf(ServerSocketChannel channel) {
    try {
      return ((InetSocketAddress) channel.getLocalAddress()).getPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static <T> T given(String who, String host, int port, Opener<T> opener) {
    InetAddress address = resolved(who, host);
    try {
      return opener.at(new InetSocketAddress(address, port));
    } catch (BindException e) {
      throw new NotStarted(who + " cannot listen on " + host + ":" + port + ": " + why(e, port), e);
    } catch (IOException e) {
      throw new NotStarted(
          who + " cannot listen on " + host + ":" + port + ": " + e.getMessage() + ".", e);
    }
  }

  private static String why(BindException e, int port) {
    String message = String.valueOf(e.getMessage());
    if (message.contains("assign")) {
      return "that is no address of this machine.";
    }
    if (message.contains("ermission")) {
      return "this user may not open port " + port + "; choose one above 1023.";
    }
    return "port " + port + " is already taken; stop what uses it or choose another port.";
  }

  private static <T> T anyFree(String who, String host, Opener<T> opener) {
    InetAddress address = resolved(who, host);
    IOException last = null;
    for (int i = 0; i < TRIES; i++) {
      try {
        int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
        return opener.at(new InetSocketAddress(address, port));
      } catch (IOException e) {
        last = e;
      }
    }
    throw new NotStarted(
        who + " found no free port on " + host + " between " + LOWEST + " and " + HIGHEST + ".",
        last == null ? new IOException("no port was tried") : last);
  }

  private static InetAddress resolved(String who, String host) {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw new NotStarted(who + " cannot listen on " + host + ": no such host.", e);
    }
  }

  private static ServerSocketChannel bound(InetSocketAddress address) throws IOException {
    ServerSocketChannel channel = ServerSocketChannel.open();
    try {
      return channel.bind(address);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }
}
