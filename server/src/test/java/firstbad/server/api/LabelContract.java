package firstbad.server.api;

import static firstbad.server.view.Sample.OWN;
import static firstbad.server.view.Sample.alert;
import static firstbad.server.view.Sample.culprit;
import static firstbad.server.view.Sample.hash;
import static firstbad.server.view.Sample.head;
import static firstbad.server.view.Sample.minute;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import firstbad.events.AlertKind;
import firstbad.events.Level;
import firstbad.events.Outcome;
import firstbad.schemas.Topic;
import java.net.URLEncoder;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Lists that labels narrow down, and what is counted beside them; on every database the same. */
abstract class LabelContract extends ServedSample {
  @Test
  void labelsNarrowListsDown() throws Exception {
    labelled("one", "manager", "ci-one", "kernel.branch", "master");
    labelled("two", "manager", "ci-two", "kernel.branch", "master");
    labelled("three", "manager", "ci-one", "note", "a=b 'c'");
    served.feed.put("one", culprit("one", hash(7), Level.LOW, 9).build());
    served.feed.put("two", alert("two", AlertKind.STALLED, 0, 20)).apply();

    assertThat(ids("/api/v1/bisections?label=manager=ci-one"))
        .containsExactlyInAnyOrder("one", "three");
    assertThat(ids("/api/v1/bisections?label=manager=ci-one&label=manager=ci-two")).hasSize(3);
    assertThat(ids("/api/v1/bisections?label=manager=ci-one&label=kernel.branch=master"))
        .containsExactly("one");
    assertThat(ids("/api/v1/bisections?label=note=a%3Db%20%27c%27")).containsExactly("three");
    assertThat(ids("/api/v1/bisections?label=manager=")).isEmpty();
    assertThat(ids("/api/v1/culprits?label=manager=ci-one")).containsExactly("one");
    assertThat(ids("/api/v1/alerts?label=kernel.branch=master")).containsExactly("two");
    served.feed.tombstone(Topic.BISECTIONS, "one").apply();
    assertThat(ids("/api/v1/bisections?label=manager=ci-one")).containsExactly("three");
  }

  @Test
  void facetsCountWhatEachChoiceWouldLeave() throws Exception {
    labelled("one", "manager", "ci-one", "kernel.branch", "master");
    labelled("two", "manager", "ci-two", "kernel.branch", "master");
    labelled("three", "manager", "ci-one", "note", "x");

    JsonNode all = json("/api/v1/facets");
    assertThat(all.path("bisections").asInt()).isEqualTo(7);
    assertThat(all.path("all").asBoolean()).isTrue();
    assertThat(all.at("/outcome/FAILED").asInt()).isEqualTo(4);
    assertThat(all.at("/level/HIGH").asInt()).isEqualTo(1);
    assertThat(all.at("/verification/REFUTED").asInt()).isEqualTo(1);
    for (String warning : List.of("DERAILED", "STALLED")) {
      assertThat(all.at("/warning/" + warning).asInt())
          .as(warning)
          .isPositive()
          .isEqualTo(ids("/api/v1/bisections?warning=" + warning).size());
    }
    assertThat(all.path("warning")).hasSize(2);
    JsonNode one = json("/api/v1/facets?label=manager=ci-one&outcome=FAILED");
    assertThat(one.path("bisections").asInt()).isEqualTo(2);
    // What is chosen does not hide what else there is, and each other filter counts.
    assertThat(label(one, "manager").at("/values/0/value").asText()).isEqualTo("ci-one");
    assertThat(label(one, "manager").at("/values/1/bisections").asInt()).isEqualTo(1);
    assertThat(label(one, "kernel.branch").path("bisections").asInt()).isEqualTo(1);
    assertThat(one.at("/outcome/FAILED").asInt()).isEqualTo(2);
    assertThat(json("/api/v1/facets?outcome=RUNNING").at("/outcome/FAILED").asInt()).isEqualTo(4);
  }

  @Test
  void facetsOfAlertsCountWhatEachChoiceWouldLeave() throws Exception {
    labelled("one", "manager", "ci-one");
    served.feed.put("one", alert("one", AlertKind.STALLED, 0, 20));
    served.feed.put("one", alert("one", AlertKind.DERAILED, 3, 21)).apply();

    JsonNode all = json("/api/v1/alerts/facets");
    assertThat(all.path("alerts").asInt()).isEqualTo(ids("/api/v1/alerts").size());
    assertThat(all.at("/kind/DERAILED").asInt()).isEqualTo(2);
    JsonNode one = json("/api/v1/alerts/facets?label=manager=ci-one&kind=STALLED");
    assertThat(one.path("alerts").asInt()).isEqualTo(1);
    assertThat(one.at("/kind/DERAILED").asInt()).isEqualTo(1);
    assertThat(one.at("/severity/LOW").asInt()).isEqualTo(1);
    assertThat(label(one, "manager").at("/values").findValuesAsText("value")).contains("ci-one");
    assertThat(json("/api/v1/alerts/facets?since=" + minute(21)).path("alerts").asInt()).isOne();
  }

  @Test
  void eachTotalIsThatOfTheListThatItLeadsTo() throws Exception {
    JsonNode commit = json("/api/v1/commits/" + hash(7));
    assertThat(commit.path("culprit_of").asInt())
        .isEqualTo(2)
        .isEqualTo(ids("/api/v1/bisections?culprit=" + hash(7).substring(0, 9)).size());
    assertThat(json("/api/v1/commits/" + hash(2)).path("bisections").asInt())
        .isEqualTo(1)
        .isEqualTo(ids("/api/v1/bisections?commit=" + hash(2)).size());
    JsonNode title = json("/api/v1/crashes/title?title=" + URLEncoder.encode(OWN, UTF_8));
    assertThat(title.path("searches").asInt())
        .isPositive()
        .isEqualTo(ids("/api/v1/bisections?title=" + URLEncoder.encode(OWN, UTF_8)).size());
    JsonNode overview = json("/api/v1/overview");
    for (String warning : List.of("derailed", "stalled")) {
      String list =
          "/api/v1/bisections?outcome=RUNNING&warning=" + warning.toUpperCase(Locale.ROOT);
      assertThat(overview.path(warning).asInt()).as(warning).isEqualTo(ids(list).size());
    }
    assertThat(ids("/api/v1/bisections?warning=DERAILED")).containsExactly("team/derailed");
    assertThat(ids("/api/v1/bisections?warning=DERAILED&warning=STALLED")).hasSize(2);
    String since = overview.at("/culprits/since").asText();
    assertThat(overview.at("/culprits/total").asInt())
        .isEqualTo(2)
        .isEqualTo(ids("/api/v1/culprits?since=" + since).size());
  }

  private static JsonNode label(JsonNode facets, String name) {
    for (JsonNode one : facets.path("labels")) {
      if (one.path("name").asText().equals(name)) {
        return one;
      }
    }
    throw new AssertionError("no label " + name + " in " + facets);
  }

  private void labelled(String id, String... labels) {
    Map<String, String> map = new TreeMap<>();
    for (int i = 0; i < labels.length; i += 2) {
      map.put(labels[i], labels[i + 1]);
    }
    served.feed.put(id, head(id, 1, Outcome.FAILED).setLabels(map).build()).apply();
  }
}
