package firstbad.bisection.trust;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.bisection.trust.title.CommitTitle;
import firstbad.bisection.trust.title.CrashTitle;
import firstbad.bisection.trust.title.StackFiles;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CulpritSignsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "netlink: add net device refcount tracker to struct",
        "mm: WARN_ON_ONCE if the page is gone",
        "lib: add fault-injection for usercopy",
        "usb: raw gadget: fix it",
        "bpf: Validate the length",
        "Enable CONFIG_X by default"
      })
  void aTitleThatSpeaksOfFindingBugsIsSeen(String title) {
    assertThat(CommitTitle.checkWord(title)).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"net: fix a leak in tunnel teardown", "fs: drop backtracks", ""})
  void aPlainTitleIsNot(String title) {
    assertThat(CommitTitle.checkWord(title)).isNull();
  }

  /** They are part of what was fitted, and no word that a person is told of. */
  @ParameterizedTest
  @ValueSource(strings = {"Merge remote-tracking branch 'drm/drm-next'", "fs: store a checksum"})
  void aWordThatSpeaksOfNoCheckIsNotTold(String title) {
    assertThat(CommitTitle.checkWord(title)).isNotNull();
    assertThat(CommitTitle.toldCheckWord(title)).isNull();
    assertThat(CommitTitle.toldCheckWord(title + ", checked")).isEqualTo("checked");
  }

  @Test
  void mergesAndReleasesAreToldByTheirTitles() {
    assertThat(CommitTitle.kind("Merge tag 'media/v5.17-1'")).isEqualTo(CommitTitle.Kind.MERGE);
    assertThat(CommitTitle.kind("Linux 5.4")).isEqualTo(CommitTitle.Kind.RELEASE);
    assertThat(CommitTitle.kind("Linux 6.1-rc3")).isEqualTo(CommitTitle.Kind.RELEASE);
    assertThat(CommitTitle.kind("Linuxify it")).isEqualTo(CommitTitle.Kind.PLAIN);
    assertThat(CommitTitle.kind(null)).isEqualTo(CommitTitle.Kind.PLAIN);
  }

  @Test
  void aTitleMayNameWhatCrashes() {
    List<CrashTitle> bug = List.of(CrashTitle.of("WARNING in hidraw_release"));
    assertThat(CommitTitle.bugWord("HID: hidraw: fix the list", bug)).isEqualTo("hidraw");
    assertThat(CommitTitle.bugWord("net: release the list", bug)).isNull();
  }

  @Test
  void filesOfTheStackAreFoundWholeOrShortened() {
    StackFiles files =
        StackFiles.of(
            """
             a+0x3/0x9 net/hsr/hsr_slave.c:193
             b drivers/net/ethernet/very/long/path.c:12 [inline]
             c mm/slab_common.c:5
             d include/linux/x.h:9
             e net/ipv4/tcp.c
             kthread kernel/kthread.c:3
            """);
    assertThat(files.haveAnyOf(List.of("net/hsr/hsr_slave.c"))).isTrue();
    assertThat(files.haveAnyOf(List.of(".../long/path.c"))).isTrue();
    assertThat(files.haveAnyOf(List.of("hsr_slave.c", "...g/path.cc", "..."))).isFalse();
    assertThat(files.haveAnyOf(List.of("mm/slab_common.c", "kernel/kthread.c"))).isFalse();
    assertThat(files.haveAnyOf(List.of("net/ipv4/tcp.c"))).isFalse();
  }
}
