package firstbad.app.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.app.Call;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportSyzbotTest {
  private SmallDashboard dashboard;

  @BeforeEach
  void open() throws IOException {
    dashboard = new SmallDashboard();
  }

  @AfterEach
  void close() {
    dashboard.close();
  }

  @Test
  void a_dry_run_lists_each_log_once_and_follows_no_link_to_another_site() {
    dashboard.withBugs("");
    Call call = imports("--since", "2026-01-01");
    assertThat(call.err()).isEmpty();
    assertThat(call.code()).isZero();
    assertThat(call.out())
        .isEqualTo(
            """
            152c6bace00000  WARNING in foo  [31m
            16c00000000001  WARNING in foo  [31m
            1 bug read, 2 logs found.
            """);
    assertThat(dashboard.asked())
        .containsExactly("/robots.txt", "/upstream?json=1", "/bug?extid=aa");
  }

  @Test
  void bugs_of_any_age_are_read_where_nobody_says_since_when() {
    dashboard.withBugs("");
    assertThat(imports().out()).contains("2 bugs read");
    assertThat(dashboard.asked()).contains("/bug?extid=bb");
  }

  @Test
  void a_dry_run_leaves_out_what_a_file_of_state_names(@TempDir Path folder) throws IOException {
    dashboard.withBugs("").page("/bug?extid=bb", "-> /elsewhere");
    Path state = Files.writeString(folder.resolve("imported"), "152c6bace00000\n");
    Call call = imports("--state", state.toString());
    assertThat(call.err()).contains("answered with status 302 and leads to /elsewhere");
    assertThat(call.out())
        .endsWith("1 bug read, 1 log found, 1 failed, 1 imported before.\n")
        .doesNotContain("152c6bace00000");
  }

  @Test
  void what_robots_txt_forbids_is_not_read() {
    dashboard.withBugs("").page("/robots.txt", "User-agent: *\nDisallow: /bug\n");
    Call call = imports();
    assertThat(call.code()).isEqualTo(1);
    assertThat(call.err()).contains("robots.txt does not allow", "/bug?extid=aa");
    assertThat(dashboard.asked()).containsExactly("/robots.txt", "/upstream?json=1");
  }

  @Test
  void a_site_that_leads_elsewhere_is_not_followed() {
    dashboard.page("/upstream?json=1", "-> http://127.0.0.2:1/upstream?json=1");
    assertThat(imports().err()).contains("answered with status 302");
  }

  @Test
  void a_page_that_is_no_list_is_refused_in_a_sentence() {
    dashboard.page("/upstream?json=1", "<!doctype html>");
    assertThat(imports().err()).contains("is no list of bugs in JSON.");
    dashboard.page("/upstream?json=1", "{}");
    assertThat(imports().err()).contains("its JSON has no field Bugs.");
    assertThat(Call.firstbad("import", "syzbot", "--dry-run", "ftp://x").err())
        .startsWith("firstbad: ftp://x is no http or https URL of a list of bugs.");
  }

  private Call imports(String... options) {
    List<String> all = new ArrayList<>(List.of("import", "syzbot", "--dry-run", "--pause", "1ms"));
    all.addAll(List.of(options));
    all.add(dashboard.url());
    return Call.firstbad(all.toArray(String[]::new));
  }
}
