package firstbad.bisection.fold;

import firstbad.bisection.caps.Utf8;
import firstbad.bisection.finding.Kind;
import firstbad.bisection.finding.Remark;
import firstbad.bisection.finding.Role;
import firstbad.bisection.state.Archive.Piece;
import firstbad.bisection.state.CappedText;
import firstbad.bisection.state.Mode;
import firstbad.bisection.state.Notes;
import firstbad.bisection.state.OpenRevision;
import firstbad.bisection.state.Phase;
import firstbad.bisection.state.SearchState;
import org.jspecify.annotations.Nullable;

/** A revision is announced, prepared and opened, or it fails before it has runs. */
final class RevisionOpening {
  private static final int WORDS_BYTES = 200;

  /** What the next revision is for; lines until it opens say why it could not be prepared. */
  static void announces(
      FoldContext context, Role role, @Nullable String commit, @Nullable String words) {
    String bounded = words == null ? null : Utf8.cut(words, WORDS_BYTES);
    context.search = context.search.announcing(new SearchState.Next(role, commit, bounded));
    prepares(context);
  }

  static void prepares(FoldContext context) {
    UnknownLines.releaseNotes(context);
    context.mode = Mode.PREPARATION;
    context.text = null;
  }

  static void opens(FoldContext context, String commit) {
    RevisionClosing.closes(context);
    UnknownLines.releaseNotes(context);
    if (context.header.kind() == Kind.UNKNOWN) {
      context.notices(Remark.Kind.NO_OPENING, commit);
    }
    context.text = null;
    context.mode = Mode.BUILD;
    OpenRevision revision = next(context, commit);
    context.revision = revision;
    shows(context, revision);
  }

  /** An open revision is counted and shown. */
  static void shows(FoldContext context, OpenRevision revision) {
    RunCounting.opened(context, revision);
    RevisionComposer.showsOpen(context, revision);
  }

  /** The open revision was not built or not tested; what follows says more. */
  static void fails(FoldContext context, String text) {
    context.notes = Notes.NONE;
    context.text = CappedText.error().with(text, context.archive);
    context.mode = Mode.FAILURE;
    context.amends(OpenRevision::failed);
  }

  /** The next revision, with all that was announced about it. */
  static OpenRevision next(FoldContext context, String commit) {
    SearchState.Next next = context.search.next();
    SearchState.Candidate chosen = context.search.candidate();
    if (chosen != null && !chosen.commit().equals(commit)) {
      chosen = null;
    }
    Role role = next == null ? role(context, commit, chosen != null) : next.role();
    boolean step = role == Role.STEP;
    if (role == Role.ORIGINAL) {
      context.header = context.header.from(commit, null);
    }
    context.verdicts = context.verdicts.opening();
    context.search = context.search.announcing(null);
    if (step) {
      context.search = context.search.choosing(null);
    } else if (role == Role.RELEASE && next != null && next.words() != null) {
      context.search = context.search.probed(next.words(), commit);
    }
    return OpenRevision.open(
        new OpenRevision.Opening(
            context.verdicts.opened(),
            commit,
            chosen == null ? null : chosen.title(),
            role,
            next == null ? null : next.words(),
            step && chosen != null ? chosen.left() : null,
            context.position.highest(),
            context.at,
            context.archive.get("commit/" + commit) instanceof Piece.SeenCrashes met ? met : null));
  }

  private static Role role(FoldContext context, String commit, boolean chosen) {
    if (context.search.phase() == Phase.CONCLUDED) {
      return Role.PARENT;
    }
    if (context.search.phase() == Phase.GIT) {
      return chosen || context.header.kind() != Kind.FIX ? Role.STEP : Role.MERGE_BASE;
    }
    if (context.verdicts.opened() == 0) {
      // Without its beginning, the first test that was read need not be the first that was done.
      return context.header.missing() ? Role.UNKNOWN : Role.ORIGINAL;
    }
    return context.search.phase() == Phase.CONFIG || commit.equals(context.header.commit())
        ? Role.CONFIG
        : Role.UNKNOWN;
  }

  private RevisionOpening() {}
}
