package firstbad.story;

import firstbad.events.BlamedFrame;
import firstbad.events.ChangedFile;
import firstbad.events.GitFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a repository says of a culprit, in sentences. They explain; what they are worth for trust
 * was not measured.
 */
public final class GitSentences {
  private static final int SHOWN = 5;
  private static final int HASH = 12;

  private GitSentences() {}

  /**
   * Paths, functions and tags are as the repository has them.
   *
   * @param id the bisection that is told of: the stacks of others with this culprit are left out
   */
  public static List<String> of(GitFacts facts, String id) {
    List<String> sentences = new ArrayList<>();
    if (facts.getParents().size() > 1) {
      sentences.add("It is a merge of " + facts.getParents().size() + " parents.");
    }
    if (facts.getChangedFileCount() > 0) {
      sentences.add(files(facts));
    }
    if (!facts.getFunctions().isEmpty()) {
      sentences.add(
          (facts.getFunctions().size() == 1
                  ? "It changes the function "
                  : "It changes the functions ")
              + some(facts.getFunctions())
              + ".");
    }
    frames(facts, id, sentences);
    sentences.add(
        facts.getFirstRelease() == null
            ? "On " + Phrases.day(facts.getReadAt()) + " no release had it."
            : "The first release that has it is " + facts.getFirstRelease() + ".");
    if (!facts.getFixedBy().isEmpty()) {
      sentences.add("Later commits say that they fix it: " + hashes(facts.getFixedBy()) + ".");
    }
    if (!facts.getRevertedBy().isEmpty()) {
      sentences.add("It was reverted by " + hashes(facts.getRevertedBy()) + ".");
    }
    return sentences;
  }

  private static String files(GitFacts facts) {
    long added = facts.getChangedFiles().stream().filter(ChangedFile::getAdded).count();
    int count = facts.getChangedFileCount();
    List<String> paths = facts.getChangedFiles().stream().map(ChangedFile::getPath).toList();
    return "It changes "
        + (count == 1 ? "1 file" : count + " files")
        + (added == 0 ? "" : ", " + added + " of them new")
        + ": "
        + some(paths)
        + ".";
  }

  /** Who wrote the lines at the top of the stack, and whether the commit brought their files. */
  private static void frames(GitFacts facts, String id, List<String> sentences) {
    List<BlamedFrame> frames =
        facts.getFrames().stream().filter(each -> each.getBisectionId().equals(id)).toList();
    for (BlamedFrame frame : frames) {
      boolean own = frame.getCommit().equals(facts.getCommit());
      sentences.add(
          frame.getPath()
              + ":"
              + frame.getLine()
              + " is in the stack of the crash; "
              + (own
                  ? "this commit wrote the line."
                  : "the line is from "
                      + hashes(List.of(frame.getCommit()))
                      + " (\""
                      + frame.getTitle()
                      + "\")."));
    }
    Set<String> added =
        facts.getChangedFiles().stream()
            .filter(ChangedFile::getAdded)
            .map(ChangedFile::getPath)
            .collect(Collectors.toSet());
    frames.stream()
        .map(BlamedFrame::getPath)
        .distinct()
        .filter(added::contains)
        .forEach(path -> sentences.add("It added " + path + ", which is in that stack."));
  }

  private static String some(List<String> all) {
    String shown = all.stream().limit(SHOWN).collect(Collectors.joining(", "));
    return all.size() <= SHOWN ? shown : shown + " and " + (all.size() - SHOWN) + " more";
  }

  private static String hashes(List<String> all) {
    return some(all.stream().map(one -> one.substring(0, Math.min(HASH, one.length()))).toList());
  }
}
