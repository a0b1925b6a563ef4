package firstbad.bisection;

import firstbad.bisection.Archive.Piece;
import firstbad.bisection.CulpritFound.Evidence;
import firstbad.bisection.CulpritFound.Share;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Composes the one event that names a culprit, with the evidence for it. */
final class Accusation {
  private final Turn turn;
  private final Ending.Sentence sentence;
  private final String commit;

  Accusation(Turn turn, Ending.Sentence sentence, String commit) {
    this.turn = turn;
    this.sentence = sentence;
    this.commit = commit;
  }

  CulpritFound culprit(EndedBy endedBy, Assessment assessment) {
    Conclusion git = turn.conclusion;
    boolean described = commit.equals(git.commit());
    Search.Span range = turn.search.firstRange();
    boolean fix = turn.start.kind() == Kind.FIX;
    Ending.Trailer trailer = turn.ending.trailer();
    Piece.Tested parent = parent();
    int files = described ? git.files() : 0;
    if (files > Caps.CHANGED_FILES) {
      turn.cut(Cut.FILES);
    }
    return new CulpritFound(
        turn.id,
        turn.start.kind(),
        Head.labels(turn),
        Head.bugTitles(turn),
        commit,
        sentence.title() == null ? "" : sentence.title(),
        described ? git.author() : null,
        described ? git.date() : null,
        Head.words(turn, "file/", Math.min(files, Caps.CHANGED_FILES)),
        files,
        parent == null ? git.parent() : parent.commit(),
        git.signature(),
        git.parentSignature(),
        binaryChanged(git),
        recipients("recipients/to"),
        recipients("recipients/cc"),
        range == null ? null : fix ? range.good() : range.bad(),
        range == null ? null : fix ? range.bad() : range.good(),
        turn.judge.closed().tested(),
        trailer == null ? null : trailer.total(),
        trailer == null ? null : trailer.build(),
        trailer == null ? null : trailer.test(),
        turn.ending.crashTitle(),
        evidence(parent),
        assessment,
        sentence.at(),
        sentence.line(),
        endedBy);
  }

  private static @Nullable Boolean binaryChanged(Conclusion git) {
    boolean known = git.signature() != null && git.parentSignature() != null;
    return known ? Boolean.valueOf(!Objects.equals(git.signature(), git.parentSignature())) : null;
  }

  private List<String> recipients(String list) {
    return turn.drawer.get(list) instanceof Piece.Words words ? words.texts() : List.of();
  }

  /** The parent where it was tested: it is known by its kernel's signature. */
  private Piece.@Nullable Tested parent() {
    String signature = turn.conclusion.parentSignature();
    if (signature == null || turn.conclusion.parent() != null) {
      return null;
    }
    Piece.Tested tested = revision("signature/" + signature);
    return tested == null || tested.commit().equals(commit) ? null : tested;
  }

  /** The newest revision that was met at a commit or under a signature. */
  private Piece.@Nullable Tested revision(String key) {
    return turn.drawer.get(key) instanceof Piece.Met met ? revision(met.ordinal()) : null;
  }

  private Piece.@Nullable Tested revision(int ordinal) {
    return turn.drawer.get("revision/" + ordinal) instanceof Piece.Tested tested ? tested : null;
  }

  private List<Evidence> evidence(Piece.@Nullable Tested parent) {
    Piece.Tested start = revision(turn.judge.closed().first());
    Piece.Tested lastGood = revision(turn.judge.closed().lastGood());
    Piece.Tested culprit = revision("commit/" + commit);
    Set<Integer> numbers = new LinkedHashSet<>();
    ordered(start, numbers);
    ordered(culprit, numbers);
    ordered(parent, numbers);
    ordered(lastGood, numbers);
    List<Evidence> rows = new ArrayList<>(numbers.size());
    for (boolean own : new boolean[] {true, false}) {
      for (int number : numbers) {
        if (turn.judge.known().own().has(number) == own) {
          Titles.Title title = turn.titles.get(number, turn.drawer);
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
  private void ordered(Piece.@Nullable Tested tested, Set<Integer> numbers) {
    if (tested == null) {
      return;
    }
    for (TitleCount count : Head.counts(tested.crashes(), turn)) {
      Titles.Title title = turn.titles.find(count.title(), turn.drawer);
      numbers.add(title == null ? Titles.OTHER : title.number());
    }
  }

  private static @Nullable Share share(Piece.@Nullable Tested tested, int title) {
    return tested == null ? null : new Share(tested.crashes().of(title), tested.told());
  }
}
