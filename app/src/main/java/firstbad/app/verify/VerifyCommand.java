package firstbad.app.verify;

import static firstbad.app.cli.DisplayText.shortHash;
import static firstbad.app.cli.DisplayText.visible;

import firstbad.app.cli.ExitCode;
import firstbad.app.cli.KafkaOptions;
import firstbad.app.cli.KnownName;
import firstbad.app.cli.Problem;
import firstbad.app.read.EventReader;
import firstbad.events.CulpritFound;
import firstbad.events.Verification;
import firstbad.events.VerificationSource;
import firstbad.events.VerificationState;
import firstbad.schemas.Topic;
import firstbad.schemas.VerificationRules;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what became of a culprit. */
@Command(
    name = "verify",
    header = "Records whether a culprit was right.",
    description =
        "%nThe culprit stays as it was sent; the verification is kept beside it, the newest of each"
            + " source. 'firstbad show' prints it, 'firstbad deliver' delivers it. --from-git finds"
            + " in a repository what commits with Fixes: lines, and reverts, say of the bugs that"
            + " the labels bug.url and bug.message-id name.%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  firstbad verify job-1 --confirmed --evidence https://lore.kernel.org/r/1",
      "  firstbad verify job-1 --refuted --true-cause 4d92b95ff2f9 --by a.maintainer",
      "  firstbad verify --from-git linux.git --branch master"
    })
public final class VerifyCommand implements Callable<Integer> {
  private static final Map<String, String> OPTIONS =
      Map.of(
          "id", "ID",
          "true_cause", "--true-cause",
          "source", "--source",
          "evidence_url", "--evidence",
          "made_by", "--by",
          "note", "--note");

  /** Exactly one of them. */
  private static final class StateOptions {
    @Option(names = "--confirmed", description = "The culprit is right.")
    private boolean confirmed;

    @Option(names = "--refuted", description = "The culprit is wrong.")
    private boolean refuted;

    @Option(
        names = "--needs-rerun",
        description = "The culprit is in doubt; the bisection should run again.")
    private boolean needsRerun;

    @Option(names = "--withdrawn", description = "Withdraws what this source said before.")
    private boolean withdrawn;

    VerificationState state() {
      if (confirmed) {
        return VerificationState.CONFIRMED;
      }
      if (refuted) {
        return VerificationState.REFUTED;
      }
      if (withdrawn) {
        return VerificationState.WITHDRAWN;
      }
      return needsRerun ? VerificationState.NEEDS_RERUN : VerificationState.UNKNOWN;
    }
  }

  /** A source by its name. */
  static final class SourceReader extends KnownName<VerificationSource> {
    SourceReader() {
      super(VerificationSource.class);
    }
  }

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private KafkaOptions kafka = new KafkaOptions();

  @ArgGroup(exclusive = true, multiplicity = "0..1")
  private @Nullable StateOptions said;

  @Parameters(arity = "0..1", paramLabel = "ID", description = "The bisection's id.")
  private @Nullable String id;

  @Option(
      names = "--from-git",
      paramLabel = "REPO",
      description =
          "Instead of ID: a clone, bare or not, whose history says which culprits were right.")
  private @Nullable Path repository;

  @Option(
      names = "--branch",
      paramLabel = "BRANCH",
      description =
          "With --from-git: the branch that is read; default: the one that is checked out.")
  private @Nullable String branch;

  @Option(names = "--dry-run", description = "With --from-git: prints the marks and writes none.")
  private boolean dryRun;

  @Option(
      names = "--true-cause",
      paramLabel = "HASH",
      description = "The commit that is the cause: 12 to 64 hex digits; with --refuted.")
  private @Nullable String trueCause;

  @Option(
      names = "--source",
      paramLabel = "SOURCE",
      defaultValue = "person",
      converter = SourceReader.class,
      description = "How that is known: person, rerun, revert or fixes-tag; default: person.")
  private VerificationSource source = VerificationSource.PERSON;

  @Option(names = "--by", paramLabel = "NAME", description = "Who says so.")
  private @Nullable String by;

  @Option(names = "--evidence", paramLabel = "URL", description = "Address of the evidence.")
  private @Nullable String evidence;

  @Option(names = "--note", paramLabel = "TEXT", description = "A remark.")
  private @Nullable String note;

  @Override
  public Integer call() throws InterruptedException {
    if ((repository == null) == (id == null)) {
      throw wrong("Either ID or --from-git says what is verified.");
    }
    if (repository != null) {
      if (said != null) {
        throw wrong("With --from-git, the history says what became of culprits, not an option.");
      }
      PrintWriter out = spec.commandLine().getOut();
      EventReader.requireAnswer(kafka, spec.commandLine().getErr());
      new FromGit(kafka, out).run(repository, branch, dryRun);
      return ExitCode.DONE;
    }
    if (branch != null || dryRun) {
      throw wrong("--branch and --dry-run go with --from-git.");
    }
    return one(String.valueOf(id));
  }

  private Integer one(String id) throws InterruptedException {
    if (said == null) {
      throw wrong(
          "One of --confirmed, --refuted, --needs-rerun and --withdrawn says what is known.");
    }
    VerificationState state = said.state();
    Verification verification =
        Verification.newBuilder()
            .setId(id)
            .setState(state)
            .setSource(source)
            .setTrueCause(trueCause == null ? null : trueCause.toLowerCase(Locale.ROOT))
            .setMadeBy(by)
            .setMadeAt(Instant.now().truncatedTo(ChronoUnit.MILLIS))
            .setEvidenceUrl(evidence)
            .setNote(note)
            .build();
    requireRight(verification); // before Kafka is asked
    String culprit = culprit(id);
    Verification whole = Verification.newBuilder(verification).setCulprit(culprit).build();
    requireRight(whole);
    try (VerificationWriter writer = VerificationWriter.open(kafka)) {
      writer.write(whole);
    }
    spec.commandLine()
        .getOut()
        .println(visible(id) + ": " + shortHash(culprit) + " is " + state.name() + " now.");
    return ExitCode.DONE;
  }

  private void requireRight(Verification said) {
    VerificationRules.mistake(said)
        .ifPresent(
            mistake -> {
              throw wrong(
                  OPTIONS.getOrDefault(mistake.field(), mistake.field()) + " " + mistake.rest());
            });
  }

  private String culprit(String id) {
    String[] culprit = {null};
    try (EventReader reader = EventReader.open(kafka, spec.commandLine().getErr())) {
      reader.beginAtKey(id, Topic.CULPRITS);
      reader.takeAll(
          (topic, key, event) -> {
            if (key.equals(id)) {
              culprit[0] = ((CulpritFound) event).getCommit();
            }
          },
          (topic, key) -> culprit[0] = key.equals(id) ? null : culprit[0]);
    }
    if (culprit[0] == null) {
      throw new Problem(
          "No culprit of " + visible(id) + " was found, so there is nothing to verify.");
    }
    return culprit[0];
  }

  private ParameterException wrong(String sentence) {
    return new ParameterException(spec.commandLine(), sentence);
  }
}
