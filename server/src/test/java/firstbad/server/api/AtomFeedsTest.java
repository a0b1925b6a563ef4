package firstbad.server.api;

import static firstbad.server.view.Sample.OWN;
import static firstbad.server.view.Sample.alert;
import static firstbad.server.view.Sample.blame;
import static firstbad.server.view.Sample.culprit;
import static firstbad.server.view.Sample.hash;
import static firstbad.server.view.Sample.head;
import static firstbad.server.view.Sample.minute;
import static org.assertj.core.api.Assertions.assertThat;

import firstbad.events.Alert;
import firstbad.events.AlertKind;
import firstbad.events.Assessment;
import firstbad.events.CulpritFound;
import firstbad.events.Level;
import firstbad.events.Outcome;
import firstbad.events.Verification;
import firstbad.events.VerificationSource;
import firstbad.events.VerificationState;
import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The feeds are Atom that a reader can take, whatever the logs say. */
class AtomFeedsTest extends ServedSample {
  private static final String ATOM = "http://www.w3.org/2005/Atom";

  @TempDir private Path folder;

  @Override
  String newView() {
    return folder.resolve("view.db").toString();
  }

  @Test
  void culpritsAreEntriesWithWhatTheListSays() throws Exception {
    Document feed = feed("/culprits.atom?level=HIGH");

    assertThat(texts(feed, "title").item(0).getTextContent()).isEqualTo("Firstbad: culprits");
    NodeList entries = feed.getElementsByTagNameNS(ATOM, "entry");
    assertThat(entries.getLength()).isEqualTo(1);
    Element entry = (Element) entries.item(0);
    assertThat(text(entry, "title"))
        .isEqualTo(
            OWN
                + ": "
                + hash(7).substring(0, 12)
                + " (\"frob: the commit that is named\"), high trust");
    assertThat(text(entry, "id")).isEqualTo("tag:firstbad,2026:culprit/right");
    assertThat(text(entry, "updated")).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
    assertThat(address(entry)).isEqualTo(served.url() + "/b/right");
    assertThat(text(entry, "summary"))
        .isEqualTo(
            "Probably right: of 100 culprits like this one about 70 were right. For it: a reason.");
  }

  @Test
  void aCulpritOfASearchThatLeftTheBugIsCalledSo() throws Exception {
    CulpritFound.Builder left = culprit("left", hash(7), Level.HIGH, 9);
    left.setAssessment(
        Assessment.newBuilder(left.getAssessment()).setDerailed(blame("left")).build());
    served.feed.put("left", left.build()).apply();

    NodeList entries = feed("/culprits.atom").getElementsByTagNameNS(ATOM, "entry");

    for (int i = 0; i < entries.getLength(); i++) {
      Element entry = (Element) entries.item(i);
      boolean ofLeft = address(entry).endsWith("/b/left");
      assertThat(text(entry, "title").endsWith("high trust, derailed")).isEqualTo(ofLeft);
      if (ofLeft) {
        assertThat(text(entry, "summary"))
            .startsWith("Probably right, although one verdict rested on another bug: of 100 ");
      }
    }
    assertThat(json("/api/v1/culprits").path("items"))
        .anyMatch(row -> row.at("/derailed/ordinal").isInt())
        .noneMatch(row -> row.path("came_back").asBoolean());

    // Nothing is at stake any more: the bug came back.
    served.feed.put("left", head("left", 9, Outcome.CULPRIT_FOUND).build()).apply();
    NodeList later = feed("/culprits.atom").getElementsByTagNameNS(ATOM, "entry");
    assertThat(IntStream.range(0, later.getLength()).mapToObj(i -> (Element) later.item(i)))
        .filteredOn(entry -> address(entry).endsWith("/b/left"))
        .singleElement()
        .satisfies(
            entry -> assertThat(text(entry, "title")).endsWith("high trust, derailed, came back"));
  }

  @Test
  void textFromLogsStaysTextAndWhatXmlCannotHoldIsVisible() throws Exception {
    served
        .feed
        .put("hostile/<id>", hostile(alert("hostile/<id>", AlertKind.FORMAT_DRIFT, 3, 4)))
        .apply();

    Document feed = feed("/alerts.atom?kind=FORMAT_DRIFT");

    Element entry = (Element) feed.getElementsByTagNameNS(ATOM, "entry").item(0);
    assertThat(text(entry, "summary")).isEqualTo("</summary><script>&amp;^A<U+202E>");
    assertThat(address(entry)).isEqualTo(served.url() + "/b/hostile%2F%3Cid%3E");
    Document derailed = feed("/alerts.atom?kind=DERAILED");
    assertThat(text((Element) derailed.getElementsByTagNameNS(ATOM, "entry").item(0), "summary"))
        .endsWith(" Since then: culprit found, refuted.");
    assertThat(address((Element) derailed.getElementsByTagNameNS(ATOM, "entry").item(0)))
        .isEqualTo(served.url() + "/b/team%2Fderailed?step=3");
  }

  @Test
  void whatIsSaidOfACulpritUpdatesItsEntryAndTheFeed() throws Exception {
    Instant said = minute(25);
    served
        .feed
        .put(
            "right/RERUN",
            Verification.newBuilder()
                .setId("right")
                .setState(VerificationState.WITHDRAWN)
                .setSource(VerificationSource.RERUN)
                .setMadeAt(said)
                .build())
        .apply();

    Document feed = feed("/culprits.atom");

    Map<String, Instant> updated = new HashMap<>();
    NodeList entries = feed.getElementsByTagNameNS(ATOM, "entry");
    for (int i = 0; i < entries.getLength(); i++) {
      Element entry = (Element) entries.item(i);
      updated.put(address(entry), Instant.parse(text(entry, "updated")));
    }
    assertThat(updated)
        .containsEntry(served.url() + "/b/right", said)
        .containsEntry(served.url() + "/b/team%2Fderailed", minute(9));
    assertThat(Instant.parse(text(feed.getDocumentElement(), "updated"))).isEqualTo(said);
  }

  @Test
  void aClockThatIsAheadHoldsUpNoLaterNews() throws Exception {
    served
        .feed
        .put(
            "right/RERUN",
            Verification.newBuilder()
                .setId("right")
                .setState(VerificationState.CONFIRMED)
                .setSource(VerificationSource.RERUN)
                .setMadeAt(Instant.parse("2099-01-01T00:00:00Z"))
                .build())
        .apply();

    Element feed = feed("/culprits.atom").getDocumentElement();

    assertThat(text(feed, "updated")).doesNotStartWith("2099");
    assertThat(served.get("/culprits.atom").body()).contains("confirmed").doesNotContain("2099");
  }

  @Test
  void aFilterThatIsUnknownIsRefusedAsInTheList() throws Exception {
    assertThat(served.get("/alerts.atom?sverity=LOW").statusCode()).isEqualTo(400);
    assertThat(served.get("/alerts.atom?severity=LOUD").statusCode()).isEqualTo(400);
  }

  private static Alert hostile(Alert alert) {
    return Alert.newBuilder(alert).setMessage("</summary><script>&amp;\u0001\u202e").build();
  }

  private Document feed(String path) throws Exception {
    HttpResponse<String> answer = served.get(path);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("application/atom+xml");
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    return factory
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(answer.body().getBytes(StandardCharsets.UTF_8)));
  }

  private static NodeList texts(Document feed, String name) {
    return feed.getElementsByTagNameNS(ATOM, name);
  }

  private static String text(Element entry, String name) {
    return entry.getElementsByTagNameNS(ATOM, name).item(0).getTextContent();
  }

  private static String address(Element entry) {
    return ((Element) entry.getElementsByTagNameNS(ATOM, "link").item(0)).getAttribute("href");
  }
}
