package firstbad.app.deliver.receiver;

import firstbad.app.cli.Sentences;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sockets of one mail, which are closed when its time is over: a server that sends a line now and
 * then, and never what it is waited for, would hold a mail up for ever.
 */
final class MailSockets extends SocketFactory implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MailSockets.class);

  private final List<Socket> opened = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Void> end;
  private volatile boolean ended;

  MailSockets(Duration within) {
    this.end =
        CompletableFuture.runAsync(
            this::end, CompletableFuture.delayedExecutor(within.toMillis(), TimeUnit.MILLISECONDS));
  }

  /** Whether its time was over before the mail was done with. */
  boolean ended() {
    return ended;
  }

  private void end() {
    ended = true;
    opened.forEach(MailSockets::close);
  }

  private Socket kept(Socket socket) throws IOException {
    opened.add(socket);
    if (ended) {
      close(socket);
    }
    return socket;
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      LOG.debug("A connection to the mail server was not closed: {}", Sentences.reason(e));
    }
  }

  @Override
  public Socket createSocket() throws IOException {
    return kept(new Socket());
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return kept(new Socket(host, port));
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress from, int fromPort)
      throws IOException {
    return kept(new Socket(host, port, from, fromPort));
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return kept(new Socket(host, port));
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort)
      throws IOException {
    return kept(new Socket(host, port, from, fromPort));
  }

  @Override
  public void close() {
    boolean unused = end.cancel(false);
  }
}
