package firstbad.server.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Stands between browser and server, and can fall silent while all connections stand. */
final class Relay implements AutoCloseable {
  private final int to;
  private final ServerSocket from = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private boolean frozen;

  /**
   * @param to the port of the server
   */
  Relay(int to) throws IOException {
    this.to = to;
    begin(this::accept);
  }

  String url() {
    return "http://127.0.0.1:" + from.getLocalPort();
  }

  synchronized void freeze(boolean now) {
    frozen = now;
    notifyAll();
  }

  private synchronized void awaitThaw() throws InterruptedException {
    while (frozen) {
      wait();
    }
  }

  private static void begin(Runnable work) {
    Thread thread = new Thread(work, "relay");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (!from.isClosed()) {
      try {
        Socket browser = from.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), to);
        open.add(browser);
        open.add(server);
        begin(() -> carry(browser, server));
        begin(() -> carry(server, browser));
      } catch (IOException e) {
        // one of the two has gone
      }
    }
  }

  private void carry(Socket one, Socket other) {
    try (one;
        other) {
      InputStream in = one.getInputStream();
      OutputStream out = other.getOutputStream();
      byte[] piece = new byte[8192];
      for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
        awaitThaw();
        out.write(piece, 0, length);
        out.flush();
      }
    } catch (IOException e) {
      // one of the two has gone
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    from.close();
    for (Socket each : open) {
      each.close();
    }
  }
}
