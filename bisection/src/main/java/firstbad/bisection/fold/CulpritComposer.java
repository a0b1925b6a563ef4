package firstbad.bisection.fold;

import firstbad.bisection.caps.Caps;
import firstbad.bisection.caps.Cut;
import firstbad.bisection.finding.Assessment;
import firstbad.bisection.finding.CulpritFound;
import firstbad.bisection.finding.CulpritFound.CrashedRuns;
import firstbad.bisection.finding.CulpritFound.Evidence;
import firstbad.bisection.finding.EndedBy;
import firstbad.bisection.finding.Kind;
import firstbad.bisection.finding.TitleCount;
import firstbad.bisection.state.Archive.Piece;
import firstbad.bisection.state.GitConclusion;
import firstbad.bisection.state.LogEnding;
import firstbad.bisection.state.SearchState;
import firstbad.bisection.state.TitleTable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Composes the one event that names a culprit, with the evidence for it. */
final class CulpritComposer {
  private final FoldContext context;
  private final LogEnding.Sentence sentence;
  private final String commit;

  CulpritComposer(FoldContext context, LogEnding.Sentence sentence, String commit) {
    this.context = context;
    this.sentence = sentence;
    this.commit = commit;
  }

  CulpritFound culprit(EndedBy endedBy, Assessment assessment) {
    GitConclusion git = context.git;
    boolean described = commit.equals(git.commit());
    SearchState.Span range = context.search.ends().first();
    boolean fix = context.header.kind() == Kind.FIX;
    LogEnding.Trailer trailer = context.ending.trailer();
    Piece.TestedRevision parent = parent();
    int files = described ? git.description().files() : 0;
    return new CulpritFound(
        context.id,
        context.header.kind(),
        HeadComposer.tool(context),
        HeadComposer.labels(context),
        HeadComposer.bugTitles(context),
        commit,
        Objects.requireNonNullElse(context.culpritTitle(), ""),
        described ? git.description().author() : null,
        described ? git.description().date() : null,
        changed(files),
        files,
        described && git.description().filesKnown(),
        parent == null ? git.parent() : parent.commit(),
        git.signatures().culprit(),
        git.signatures().parent(),
        binaryChanged(git),
        recipients("recipients/to"),
        recipients("recipients/cc"),
        range == null ? null : fix ? range.good() : range.bad(),
        range == null ? null : fix ? range.bad() : range.good(),
        context.verdicts.closed().verdicts().tested(),
        trailer == null ? null : trailer.total(),
        trailer == null ? null : trailer.build(),
        trailer == null ? null : trailer.test(),
        context.ending.crashTitle(),
        evidence(parent),
        assessment,
        sentence.at(),
        sentence.line(),
        endedBy);
  }

  private List<String> changed(int files) {
    if (files > Caps.CHANGED_FILES) {
      context.cut(Cut.FILES);
    }
    return ListedWords.of(context, "file/", Math.min(files, Caps.CHANGED_FILES));
  }

  private static @Nullable Boolean binaryChanged(GitConclusion git) {
    GitConclusion.Signatures signatures = git.signatures();
    boolean known = signatures.culprit() != null && signatures.parent() != null;
    return known ? Boolean.valueOf(!signatures.equal()) : null;
  }

  private List<String> recipients(String list) {
    return context.archive.get(list) instanceof Piece.WordList words ? words.texts() : List.of();
  }

  /** The parent where it was tested: it is known by its kernel's signature. */
  private Piece.@Nullable TestedRevision parent() {
    String signature = context.git.signatures().parent();
    if (signature == null || context.git.parent() != null) {
      return null;
    }
    Piece.TestedRevision tested = revision(RevisionClosing.underSignature(signature));
    return tested == null || tested.commit().equals(commit) ? null : tested;
  }

  /** The newest revision that was met at a commit or under a signature. */
  private Piece.@Nullable TestedRevision revision(String key) {
    return context.archive.get(key) instanceof Piece.SeenCrashes met
        ? revision(met.ordinal())
        : null;
  }

  private Piece.@Nullable TestedRevision revision(int ordinal) {
    return context.archive.get("revision/" + ordinal) instanceof Piece.TestedRevision tested
            && tested.hasRuns()
        ? tested
        : null;
  }

  private List<Evidence> evidence(Piece.@Nullable TestedRevision parent) {
    // Without its beginning, the first test that was read need not be the first that was done.
    Piece.TestedRevision start =
        context.header.missing() ? null : revision(context.verdicts.closed().first());
    Piece.TestedRevision lastGood = revision(context.verdicts.closed().lastGood());
    Piece.TestedRevision culprit = revision("commit/" + commit);
    Set<Integer> numbers = new LinkedHashSet<>();
    ordered(start, numbers);
    ordered(culprit, numbers);
    ordered(parent, numbers);
    ordered(lastGood, numbers);
    List<Evidence> rows = new ArrayList<>(numbers.size());
    for (boolean own : new boolean[] {true, false}) {
      for (int number : numbers) {
        if (context.verdicts.known().own().has(number) == own) {
          Piece.Title title = context.titles.get(number, context.archive);
          rows.add(
              new Evidence(
                  title.text(),
                  title.type(),
                  own,
                  share(start, number),
                  share(lastGood, number),
                  share(parent, number),
                  share(culprit, number)));
        }
      }
    }
    return List.copyOf(rows);
  }

  /** Adds the titles of a revision, most frequent first. */
  private void ordered(Piece.@Nullable TestedRevision tested, Set<Integer> numbers) {
    if (tested == null) {
      return;
    }
    for (TitleCount count : HeadComposer.counts(tested.crashes(), context)) {
      Piece.Title title = context.titles.find(count.title(), context.archive);
      numbers.add(title == null ? TitleTable.OTHER : title.number());
    }
  }

  private static @Nullable CrashedRuns share(Piece.@Nullable TestedRevision tested, int title) {
    return tested == null ? null : new CrashedRuns(tested.crashes().of(title), tested.conclusive());
  }
}
