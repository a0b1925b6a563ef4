package firstbad.server.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import firstbad.server.Server;
import firstbad.server.access.Certificate;
import firstbad.server.access.MadeCertificate;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Cookie;
import org.openqa.selenium.Keys;

/** A server that others reach: TLS, and a token for whoever reads or writes. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith({WithPipeline.class, WithBrowser.class})
class SignInTest {
  private static final String TOKEN = "writer-0123456789abcdef";

  private Server server;
  private HttpClient client;
  private Browser browser;

  @BeforeAll
  void start(Pipeline pipeline, Browser started, @TempDir Path folder) throws Exception {
    Certificate certificate = MadeCertificate.in(folder, "rsa:2048");
    Path tokens = Files.writeString(folder.resolve("tokens"), TOKEN + "\n");
    server = pipeline.guarded(folder, tokens, certificate);
    client = MadeCertificate.trusting(certificate);
    browser = started;
  }

  @AfterEach
  void nothingWasRefusedByThePolicy() {
    assertThat(browser.complaints()).allMatch(each -> each.contains("a status of 401"));
  }

  @AfterAll
  void close() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void aBrowserSignsInOnceAndItsCookieOnlyReads() throws Exception {
    browser.open(server.url() + "/culprits");
    browser.waitForText("h1", "Sign in");
    browser.waitForText("#state", "not signed in");
    browser.keepPicture("sign-in");
    browser.find("#token").sendKeys("not one of this server's", Keys.ENTER);
    browser.waitForText("[role=alert]", "The server does not know this token.");
    assertThat(browser.cookies()).isEmpty();

    browser.find("#token").clear();
    browser.find("#token").sendKeys(TOKEN, Keys.ENTER);

    browser.waitForText("h1", "Culprits");
    browser.waitForText("#state", "live");
    Cookie cookie = browser.cookies().iterator().next();
    assertThat(cookie.isHttpOnly()).isTrue();
    assertThat(cookie.isSecure()).isTrue();
    assertThat(cookie.getSameSite()).isEqualTo("Strict");
    assertThat(cookie.getValue()).doesNotContain(TOKEN);
    assertThat(browser.script("return document.cookie")).isEqualTo("");
    assertThat(
            browser.script(
                "return fetch('/api/v1/bisections/x/log', {method: 'PUT', body: 'a line'})"
                    + ".then(answer => answer.status)"))
        .isEqualTo(401L);
    browser.open(server.url() + "/");
    browser.waitForText("h1", "Overview");
  }

  @Test
  void aLogComesByHttpsFromThoseWhoHoldATokenAndTrustTheCertificate() throws Exception {
    assertThat(server.url()).startsWith("https://");
    assertThatThrownBy(() -> put(HttpClient.newHttpClient(), Map.of()))
        .isInstanceOf(SSLHandshakeException.class);
    assertThat(put(client, Map.of())).isEqualTo(401);
    assertThat(put(client, Map.of("Authorization", "Bearer " + TOKEN))).isEqualTo(200);
  }

  private int put(HttpClient by, Map<String, String> headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server.url() + "/api/v1/bisections/tls%2Flog/log"))
            .PUT(BodyPublishers.ofString("bisecting cause commit starting from 1234\n"));
    headers.forEach(request::header);
    return by.send(request.build(), BodyHandlers.ofString()).statusCode();
  }
}
