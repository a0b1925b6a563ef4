package firstbad.app.deliver;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A mail server that accepts a mail and breaks the connection off when it is to say good-bye. */
final class AbruptServer implements AutoCloseable {
  private final ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
  private final List<String> mails = new CopyOnWriteArrayList<>();
  private final Thread thread = new Thread(this::serve, "abrupt-mail-server");

  AbruptServer() throws IOException {
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return socket.getLocalPort();
  }

  /** What it has accepted, with headers. */
  List<String> mails() {
    return mails;
  }

  private void serve() {
    while (!socket.isClosed()) {
      try (Socket client = socket.accept()) {
        client.setSoLinger(true, 0); // closing is a reset
        talk(
            new BufferedReader(new InputStreamReader(client.getInputStream(), UTF_8)),
            new java.io.OutputStreamWriter(client.getOutputStream(), UTF_8));
      } catch (IOException e) {
        // the next one
      }
    }
  }

  private void talk(BufferedReader in, Writer out) throws IOException {
    say(out, "220 made.up");
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (line.startsWith("QUIT")) {
        return;
      }
      if (!line.startsWith("DATA")) {
        say(out, "250 yes");
        continue;
      }
      say(out, "354 go on");
      StringBuilder mail = new StringBuilder();
      for (String text = in.readLine(); text != null && !text.equals("."); text = in.readLine()) {
        mail.append(text).append('\n');
      }
      mails.add(mail.toString());
      say(out, "250 accepted");
    }
  }

  private static void say(Writer out, String line) throws IOException {
    out.write(line + "\r\n");
    out.flush();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
