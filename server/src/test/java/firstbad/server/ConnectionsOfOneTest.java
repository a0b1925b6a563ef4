package firstbad.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Real connections to a server; nothing here waits for a time, only for what is to happen. */
@Timeout(300)
class ConnectionsOfOneTest {
  private static final int SHORT = 1_500;
  private static final int FEW = 3;

  @TempDir private Path folder;
  private final AtomicLong clock = new AtomicLong(1_800_000_000_000L);
  private final ConnectionsOfOne connections = new ConnectionsOfOne(FEW, clock::get);
  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server);
  private final Deque<Socket> open = new ArrayDeque<>();

  @BeforeEach
  void start() throws Exception {
    connector.setHost("127.0.0.1");
    connector.addBean(connections);
    server.addConnector(connector);
    server.start();
  }

  @AfterEach
  void stop() throws Exception {
    for (Socket socket : open) {
      socket.close();
    }
    server.stop();
  }

  /** The first line of the answer, on a connection that stays open; empty when it was refused. */
  private static String answer(Socket socket) throws IOException {
    try {
      socket
          .getOutputStream()
          .write("GET /health/live HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".getBytes(US_ASCII));
      String line =
          new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII)).readLine();
      return line == null ? "" : line;
    } catch (SocketException e) {
      return ""; // reset, where the server closed it before it read the request
    }
  }

  private static Socket connected(int port) throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), port);
  }

  private static boolean isAnswered(int port) throws IOException {
    try (Socket socket = connected(port)) {
      return answer(socket).startsWith("HTTP/1.1 ");
    }
  }

  private void keepOpen(int port, int many) throws IOException {
    for (int i = 0; i < many; i++) {
      Socket socket = connected(port);
      open.add(socket);
      assertThat(answer(socket)).as("connection %d", i + 1).startsWith("HTTP/1.1 ");
    }
  }

  private static void awaitAnswer(int port) throws IOException {
    while (!isAnswered(port)) {
      Thread.onSpinWait();
    }
  }

  private void awaitNoneCounted() throws InterruptedException {
    while (!connections.counts().equals(new ConnectionsOfOne.Counts(0, 0))) {
      Thread.sleep(5);
    }
  }

  @Test
  void short_connections_one_after_the_other_are_all_answered_by_the_whole_server()
      throws Exception {
    try (ServedView served = new ServedView(folder.resolve("view.db").toString(), clock.get())) {
      int port = URI.create(served.url()).getPort();
      for (int i = 0; i < SHORT; i++) {
        try (Socket socket = connected(port)) {
          assertThat(answer(socket)).as("connection %d", i + 1).isEqualTo("HTTP/1.1 200 OK");
        }
      }
    }
  }

  @Test
  void the_whole_server_refuses_the_one_beyond_until_another_is_closed() throws Exception {
    try (ServedView served = new ServedView(folder.resolve("view.db").toString(), clock.get())) {
      int port = URI.create(served.url()).getPort();
      keepOpen(port, Listening.CONNECTIONS_OF_ONE);

      assertThat(isAnswered(port)).isFalse();
      open.pop().close();

      awaitAnswer(port);
    }
  }

  @Test
  void refused_ones_do_not_count() throws Exception {
    int port = connector.getLocalPort();
    keepOpen(port, FEW);
    for (int i = 0; i < 50; i++) {
      assertThat(isAnswered(port)).isFalse();
    }
    assertThat(connections.counts()).isEqualTo(new ConnectionsOfOne.Counts(FEW, 1));

    open.pop().close();
    awaitAnswer(port);
    while (!open.isEmpty()) {
      open.pop().close();
    }

    awaitNoneCounted();
  }

  @Test
  void connections_that_are_reset_or_send_nothing_are_forgotten_too() throws Exception {
    int port = connector.getLocalPort();
    for (int i = 0; i < 200; i++) {
      try (Socket socket = connected(port)) {
        socket.setSoLinger(i % 2 == 0, 0);
      }
    }

    // They are accepted in their order: once this one is answered, none of them is still to come.
    awaitAnswer(port);
    awaitNoneCounted();
  }

  @Test
  void the_log_says_once_a_minute_who_is_refused() throws Exception {
    List<String> said = new ArrayList<>();
    Logger log = (Logger) LoggerFactory.getLogger(ConnectionsOfOne.class);
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    log.addAppender(lines);
    try {
      int port = connector.getLocalPort();
      keepOpen(port, FEW);
      for (int i = 0; i < 20; i++) {
        assertThat(isAnswered(port)).isFalse();
      }
      clock.addAndGet(60_000);
      assertThat(isAnswered(port)).isFalse();
    } finally {
      log.detachAppender(lines);
    }
    lines.list.forEach(line -> said.add(line.getFormattedMessage()));

    String open = "127.0.0.1 has 3 connections open, which is the limit of one address";
    assertThat(said).hasSize(2).allMatch(line -> line.startsWith(open));
    assertThat(said.get(0)).endsWith("(1 refused since this was last said)");
    assertThat(said.get(1)).endsWith("(20 refused since this was last said)");
  }
}
