package firstbad.app.deliver;

import com.icegreen.greenmail.util.GreenMail;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** A mail server that begins in plain and goes over to TLS; GreenMail has none of that kind. */
final class StartTlsServer implements AutoCloseable {
  private final ServerSocket listening;
  private final List<String> plain = new ArrayList<>();
  private final List<String> encrypted = new ArrayList<>();

  StartTlsServer() throws IOException {
    listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    Thread serving = new Thread(this::serve, "starttls-server");
    serving.setDaemon(true);
    serving.start();
  }

  int port() {
    return listening.getLocalPort();
  }

  /** Commands that could be read on the way. */
  synchronized List<String> plain() {
    return List.copyOf(plain);
  }

  /** Commands and lines of mails that could not. */
  synchronized List<String> encrypted() {
    return List.copyOf(encrypted);
  }

  private void serve() {
    while (!listening.isClosed()) {
      try (Socket client = listening.accept()) {
        say(client, "220 made-up.example.org");
        if (converse(client, plain)) {
          try (SSLSocket secure =
              (SSLSocket) factory().createSocket(client, "127.0.0.1", client.getPort(), true)) {
            secure.setUseClientMode(false);
            boolean again = converse(secure, encrypted);
            if (again) {
              throw new IllegalStateException("STARTTLS inside TLS");
            }
          }
        }
      } catch (IOException e) {
        // the client has left, or the test is over
      }
    }
  }

  /** With the key that GreenMail brings along. */
  private static SSLSocketFactory factory() throws IOException {
    char[] password = "changeit".toCharArray();
    try (InputStream in = GreenMail.class.getResourceAsStream("/greenmail.p12")) {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(in, password);
      KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
      managers.init(keys, password);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(managers.getKeyManagers(), null, null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether the client asked for TLS. */
  private boolean converse(Socket client, List<String> heard) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
    boolean mail = false;
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      synchronized (this) {
        heard.add(line);
      }
      String command = line.toUpperCase(Locale.ROOT);
      if (mail) {
        mail = !line.equals(".");
        if (!mail) {
          say(client, "250 taken");
        }
      } else if (command.startsWith("EHLO")) {
        say(client, heard == plain ? "250-made-up\r\n250 STARTTLS" : "250 made-up");
      } else if (command.equals("STARTTLS")) {
        say(client, "220 go on");
        return true;
      } else if (command.equals("DATA")) {
        say(client, "354 go on");
        mail = true;
      } else if (command.equals("QUIT")) {
        say(client, "221 bye");
        return false;
      } else {
        say(client, "250 fine");
      }
    }
    return false;
  }

  private static void say(Socket client, String line) throws IOException {
    OutputStream out = client.getOutputStream();
    out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
