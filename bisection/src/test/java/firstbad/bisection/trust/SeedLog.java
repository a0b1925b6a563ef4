package firstbad.bisection.trust;

import firstbad.bisection.trust.posterior.ClosedRevision;
import firstbad.bisection.trust.posterior.ClosedRevision.Crashes;
import firstbad.bisection.trust.posterior.ClosedRevision.SearchStage;
import firstbad.bisection.trust.posterior.ClosedRevision.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The evidence of the seed log, revision by revision, and what its end says. */
final class SeedLog {
  static final String ORIGINAL = "9f7fb8de5d9bac17b6392a14af40baf555d9129b";
  static final String DERAILED = "38970eac41db0031dcd337e124fab92a7105ed85";
  static final String CRASHES_AT = "84bfcc0b6994057905cf98d2c5cedef48b3322b5";
  static final String CLEAN_AT = "9bcbf894b6872216ef61faf17248ec234e3db6bc";
  static final String CULPRIT = "e4b8954074f6d0db01c8c97d338a67f9389c042f";

  private static final String FREE_NETDEV = "WARNING in free_netdev";

  static final List<ClosedRevision> REVISIONS = revisions();

  static final SearchEnd ENDING =
      new SearchEnd(
          SearchEnd.Named.CULPRIT,
          CULPRIT,
          "netlink: add net device refcount tracker to struct ethnl_req_info",
          false,
          false,
          true,
          ChangedFiles.of("net/ethtool/netlink.c", "net/ethtool/netlink.h"),
          false,
          """
           netdev_features_change net/core/dev.c:1290 [inline]
           hsr_add_port+0x3a1/0x670 net/hsr/hsr_slave.c:193
           netlink_rcv_skb+0x118/0x370 net/netlink/af_netlink.c:2492
           sock_sendmsg+0xab/0xe0 net/socket.c:724
           free_netdev+0x293/0x4f0 net/core/dev.c:10276
           kthread+0x3ab/0x480 kernel/kthread.c:327
          """);

  private SeedLog() {}

  private static List<ClosedRevision> revisions() {
    List<ClosedRevision> all = new ArrayList<>();
    all.add(
        new ClosedRevision(
            1,
            3,
            ORIGINAL,
            null,
            SearchStage.ORIGINAL,
            Verdict.BAD,
            List.of(
                new Crashes("general protection fault in hidraw_release", 12),
                new Crashes("KASAN: use-after-free Read in hidraw_release", 3)),
            5,
            null,
            false));
    all.add(
        revision(2, 27, "df0cc57e057f18e44dac8e6c18aba47ab53202f9", SearchStage.RELEASE, null, 10));
    all.add(
        new ClosedRevision(
            3,
            35,
            CRASHES_AT,
            "Merge tag 'integrity-v5.17'",
            SearchStage.STEP,
            Verdict.BAD,
            List.of(
                new Crashes("general protection fault in hidraw_release", 7),
                new Crashes("KASAN: use-after-free Read in hidraw_release", 1)),
            2,
            6155,
            false));
    all.add(revision(4, 52, CLEAN_AT, SearchStage.STEP, 3329, 10));
    all.add(foreign(5, 60, DERAILED, 1689));
    all.add(foreign(6, 68, "6dc490e80ca33e4e49ed5b81df0ec9bfad6bf1b6", 819));
    all.add(revision(7, 76, "33e2ec523230c2ef38a87027b6d14f714f417520", SearchStage.STEP, 409, 10));
    all.add(revision(8, 84, "673b35b6a5bfd8e1adf122e3fdbb343c31c609d2", SearchStage.STEP, 204, 10));
    all.add(foreign(9, 92, "adc76fc97bd8bd7236c57569650bbe6f9c2be024", 101));
    all.add(
        revision(10, 100, "4d92b95ff2f95f13df9bad0b5a25a9f60e72758d", SearchStage.STEP, 51, 10));
    all.add(revision(11, 108, "1c5526968e270e4efccfa1da21d211a4915cdeda", SearchStage.STEP, 25, 8));
    all.add(
        revision(12, 125, "08f0b22d731fa86957749c649d6ef6ebc07e8ad2", SearchStage.STEP, 12, 10));
    all.add(revision(13, 133, "66ce07f7802b68616a008d390f2e6783d68fb79f", SearchStage.STEP, 6, 9));
    all.add(revision(14, 150, "b60645248af3b2485c7695f04e5ecfbc129eb1f7", SearchStage.STEP, 3, 9));
    all.add(foreign(15, 167, "e7c8ab8419d7a06bad7cb0b0289b5426029ac221", 1));
    all.add(foreign(16, 175, CULPRIT, 0));
    return List.copyOf(all);
  }

  private static ClosedRevision revision(
      int ordinal, long line, String commit, SearchStage stage, @Nullable Integer left, int ok) {
    return new ClosedRevision(
        ordinal, line, commit, null, stage, Verdict.GOOD, List.of(), ok, left, false);
  }

  private static ClosedRevision foreign(int ordinal, long line, String commit, int left) {
    return new ClosedRevision(
        ordinal,
        line,
        commit,
        null,
        SearchStage.STEP,
        Verdict.BAD,
        List.of(new Crashes(FREE_NETDEV, 10)),
        0,
        left,
        false);
  }

  /** The evidence after the first so many revisions. */
  static Evidence evidence(Assessor assessor, int revisions) {
    Evidence evidence = Evidence.OF_CAUSE;
    for (ClosedRevision revision : REVISIONS.subList(0, revisions)) {
      evidence = assessor.weigh(evidence, revision).evidence();
    }
    return evidence;
  }
}
