package firstbad.app.verify;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.app.verify.git.Mark;
import firstbad.app.verify.git.NamedCulprit;
import firstbad.events.Verification;
import firstbad.events.VerificationSource;
import firstbad.events.VerificationState;
import firstbad.schemas.VerificationRules;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Branches that say different things of one culprit. */
class StandingMarksTest {
  private static final String CAUSE = "4d92b95ff2f94d92b95ff2f94d92b95ff2f94d92";
  private static final NamedCulprit CULPRIT = new NamedCulprit("job-1", false, CAUSE, Set.of());
  private static final String MASTER = "aaaaaaaaaaaa";
  private static final String STABLE = "bbbbbbbbbbbb";

  private final StandingMarks standing = new StandingMarks();

  @Test
  void the_branch_that_says_more_is_right_whichever_was_read_first() {
    assertThat(read(STABLE, VerificationState.NEEDS_RERUN, null)).hasSize(1);
    assertThat(read(MASTER, VerificationState.REFUTED, null)).hasSize(1);
    assertThat(read(STABLE, VerificationState.NEEDS_RERUN, null)).isEmpty();
    assertThat(read(STABLE, VerificationState.REFUTED, CAUSE)).hasSize(1);
    assertThat(read(MASTER, VerificationState.REFUTED, MASTER)).isEmpty();
    assertThat(read(MASTER, VerificationState.CONFIRMED, null)).hasSize(1);
    assertThat(read(STABLE, VerificationState.REFUTED, CAUSE)).isEmpty();
    assertThat(read(STABLE, VerificationState.CONFIRMED, null)).isEmpty();
    assertThat(read(MASTER, VerificationState.REFUTED, null)).as("its own").hasSize(1);
  }

  @Test
  void a_person_is_overruled_by_no_branch() {
    Verification person =
        Verification.newBuilder()
            .setId("job-1")
            .setState(VerificationState.WITHDRAWN)
            .setSource(VerificationSource.REVERT)
            .setCulprit(CAUSE)
            .setMadeBy("a.maintainer")
            .setMadeAt(Instant.EPOCH)
            .build();
    standing.put(VerificationRules.key(person), person);
    assertThat(read(MASTER, VerificationState.CONFIRMED, null)).isEmpty();
    assertThat(read(STABLE, VerificationState.CONFIRMED, null)).isEmpty();
  }

  /** Reads a branch with one commit that says this, and keeps what is written. */
  private List<Verification> read(String branch, VerificationState state, @Nullable String cause) {
    Mark mark =
        new Mark(
            CULPRIT,
            VerificationSource.REVERT,
            state,
            cause,
            null,
            "commit " + branch + " (\"a title\") says so");
    List<Verification> news =
        standing.news(List.of(mark), branch, branch::equals, branch::equals, id -> true);
    news.forEach(each -> standing.put(VerificationRules.key(each), each));
    return news;
  }
}
