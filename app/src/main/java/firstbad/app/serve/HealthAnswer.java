package firstbad.app.serve;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import firstbad.app.cli.DisplayText;
import firstbad.app.cli.Sentences;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.ProtocolException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Set;
import java.util.StringJoiner;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * What a process said of its health. Read with the oldest and smallest HTTP client of the JDK,
 * since a probe starts a JVM each time.
 *
 * @param at whom was asked
 * @param ok whether all is well
 * @param complaint what is not, in full sentences; empty when all is well
 */
record HealthAnswer(URI at, boolean ok, String complaint) {
  private static final int LONGEST = 64 * 1024;
  private static final Set<String> THIS_MACHINE = Set.of("127.0.0.1", "localhost", "[::1]");

  /**
   * Asks.
   *
   * @param within longest time to connect, and to wait for each part of the answer
   * @throws java.net.ConnectException when nothing listens there
   * @throws IOException when what listens there does not answer, or not as firstbad does
   */
  static HealthAnswer of(URI at, String path, Duration within) throws IOException {
    URL url = URI.create(at.toString().replaceFirst("/+$", "") + path).toURL();
    HttpURLConnection connection = (HttpURLConnection) url.openConnection();
    connection.setConnectTimeout((int) within.toMillis());
    connection.setReadTimeout((int) within.toMillis());
    connection.setInstanceFollowRedirects(false);
    if (connection instanceof HttpsURLConnection https && THIS_MACHINE.contains(at.getHost())) {
      trustThisMachine(https);
    }
    try {
      return read(at, connection);
    } finally {
      connection.disconnect();
    }
  }

  private static HealthAnswer read(URI at, HttpURLConnection connection) throws IOException {
    int status = connection.getResponseCode();
    InputStream body = status < 400 ? connection.getInputStream() : connection.getErrorStream();
    JsonNode said = body == null ? null : parsed(body.readNBytes(LONGEST));
    if (said == null || !said.path("ok").isBoolean()) {
      throw new ProtocolException("status " + status + ", but not an answer of firstbad");
    }
    StringJoiner complaint = new StringJoiner(" ");
    for (JsonNode part : said.path("parts")) {
      if (!part.path("ok").asBoolean()) {
        String sentence = part.path("sentence").asText("no reason given");
        complaint.add(
            DisplayText.visible(part.path("name").asText() + ": " + Sentences.full(sentence)));
      }
    }
    return new HealthAnswer(at, said.path("ok").asBoolean(), complaint.toString());
  }

  private static JsonNode parsed(byte[] body) throws ProtocolException {
    try {
      return new ObjectMapper().readTree(new String(body, StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      return new ObjectMapper().missingNode();
    }
  }

  /** The certificate names the server to others; here nobody stands between. */
  private static void trustThisMachine(HttpsURLConnection connection) throws IOException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new Anybody()}, null);
      connection.setSSLSocketFactory(context.getSocketFactory());
      connection.setHostnameVerifier((host, session) -> true);
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  private static final class Anybody implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
