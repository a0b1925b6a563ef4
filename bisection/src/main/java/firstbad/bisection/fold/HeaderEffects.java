package firstbad.bisection.fold;

import firstbad.bisection.grammar.Era;
import firstbad.bisection.grammar.HeaderEntry;
import firstbad.bisection.state.Mode;
import firstbad.bisection.state.Phase;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the first lines of a log do. */
final class HeaderEffects {
  static final List<Effect<?>> ROWS =
      List.of(
          Effect.of(HeaderEntry.Hosted.class, HeaderEffects::hosted),
          Effect.of(HeaderEntry.Searching.class, HeaderEffects::searching),
          Effect.of(HeaderEntry.Fuzzer.class, HeaderEffects::fuzzer),
          Effect.of(HeaderEntry.Fetching.class, HeaderEffects::fetching),
          Effect.of(HeaderEntry.FetchFailed.class, HeaderEffects::fetchFailed),
          Effect.of(HeaderEntry.Reproducing.class, (context, line) -> starts(context, line.rev())),
          Effect.of(HeaderEntry.Reidentified.class, HeaderEffects::reidentified));

  static void hosted(FoldContext context, HeaderEntry.Hosted line) {
    boolean same =
        line.host().equals(context.header.host())
            && Objects.equals(line.clock(), context.header.clock());
    if (isDoubled(context, same)) {
      return;
    }
    if (context.header.host() != null || context.header.requested() != null) {
      SecondHeader.first(context);
      return;
    }
    context.header = context.header.hosted(line.host(), line.clock());
    context.proves(Era.at(line.clock()).atLeast(Era.HOSTED));
  }

  static void searching(FoldContext context, HeaderEntry.Searching line) {
    boolean same =
        line.from().equals(context.header.requested()) && line.kind() == context.header.kind();
    if (isDoubled(context, same)) {
      return;
    }
    if (context.header.requested() != null) {
      SecondHeader.kind(context);
      return;
    }
    RevisionClosing.closes(context);
    if (context.verdicts.opened() > 0) {
      Contradictions.notices(
          context,
          null,
          Contradictions.quoted(context.line) + " stands after a test, and a log begins with it.");
    }
    context.header = context.header.searching(line.kind(), line.from());
    context.search = context.search.in(Phase.REPRODUCTION);
    context.proves(line.era());
  }

  static void fuzzer(FoldContext context, HeaderEntry.Fuzzer line) {
    if (isDoubled(context, line.rev().equals(context.header.fuzzer()))) {
      return;
    }
    if (context.mode == Mode.SECOND_HEADER || context.header.fuzzer() != null) {
      SecondHeader.raise(context);
      return;
    }
    RevisionClosing.closes(context);
    context.header = context.header.fuzzed(line.rev());
  }

  /** Whether a line of the header stands there twice: another search begins with other ones. */
  private static boolean isDoubled(FoldContext context, boolean same) {
    boolean doubled =
        same
            && context.mode == Mode.LOG
            && context.verdicts.opened() == 0
            && context.search.next() == null;
    if (doubled) {
      Contradictions.notices(
          context, null, "The log has " + Contradictions.quoted(context.line) + " twice.");
      UnknownLines.found(context, context.line);
    }
    return doubled;
  }

  private static void fetching(FoldContext context, HeaderEntry.Fetching line) {
    RevisionClosing.closes(context);
    context.proves(Era.ONCE);
  }

  private static void fetchFailed(FoldContext context, HeaderEntry.FetchFailed line) {
    RevisionClosing.closes(context);
    context.mode = Mode.ASIDE;
  }

  private static void reidentified(FoldContext context, HeaderEntry.Reidentified line) {
    RevisionClosing.closes(context);
    startsFrom(context, line.commit(), line.title());
  }

  private static void starts(FoldContext context, String rev) {
    if (context.mode == Mode.SECOND_HEADER || context.verdicts.opened() > 0) {
      SecondHeader.raise(context);
      return;
    }
    RevisionClosing.closes(context);
    startsFrom(context, rev, null);
  }

  private static void startsFrom(FoldContext context, String rev, @Nullable String title) {
    if (context.verdicts.opened() == 0) {
      context.header = context.header.from(rev, title);
      context.proves(Era.HOSTED);
      RevisionOpening.prepares(context);
    }
  }

  private HeaderEffects() {}
}
