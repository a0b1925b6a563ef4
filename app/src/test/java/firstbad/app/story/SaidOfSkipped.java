package firstbad.app.story;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.bisection.finding.Revision;
import firstbad.bisection.finding.Verdict;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What is said of the revisions that could not be tested, held against each of them. */
final class SaidOfSkipped {
  private static final Pattern TOLD =
      Pattern.compile(
          "(?:In )?(?:([Bb]oth)|[Aa]ll (\\d+)|(\\d+) of the (\\d+))"
              + " (revisions that could not be tested|oldest releases|releases)"
              + " (failed in the same way|\\D.*)",
          Pattern.DOTALL);
  private static final Pattern COUNTED = Pattern.compile("(\\d+) could not be tested[.;]");
  private static final Pattern RELEASES =
      Pattern.compile("the (\\d+) oldest of |none of (?:its|the) (\\d+) releases");
  private static final Pattern IN_WORDS =
      Pattern.compile("failed in the same way: [^(]*\\((.*)\\)\\.", Pattern.DOTALL);
  private static final Pattern ONE_OF_SEVERAL = Pattern.compile("(\\d+) with \"(.*?)\"(?=[,.])");

  static void agrees(Story story) {
    story.summary().happened().forEach(sentence -> agrees(story, sentence));
  }

  private static void agrees(Story story, String sentence) {
    Matcher told = TOLD.matcher(sentence);
    if (!told.matches()) {
      return;
    }
    int some = told.group(1) != null ? 2 : number(told, told.group(2) != null ? 2 : 3);
    int all = told.group(4) != null ? number(told, 4) : some;
    boolean releases = !told.group(5).startsWith("revisions");
    assertThat(all).as(sentence).isEqualTo(untested(story.summary().ended(), releases));
    Matcher inWords = IN_WORDS.matcher(sentence);
    if (inWords.find()) {
      assertThat(withText(story, inWords.group(1))).as(sentence).isGreaterThanOrEqualTo(some);
    } else {
      assertThat(sentence).doesNotContain("in the same way");
      ONE_OF_SEVERAL
          .matcher(sentence)
          .results()
          .forEach(
              one ->
                  assertThat(withText(story, one.group(2)))
                      .as(sentence)
                      .isGreaterThanOrEqualTo(Integer.parseInt(one.group(1))));
    }
  }

  private static int number(Matcher told, int group) {
    return Integer.parseInt(told.group(group));
  }

  /** As the sentence before it has it. */
  private static int untested(String ended, boolean releases) {
    Matcher told = (releases ? RELEASES : COUNTED).matcher(ended);
    assertThat(told.find()).as(ended).isTrue();
    return Integer.parseInt(told.group(releases && told.group(1) == null ? 2 : 1));
  }

  /** Of how many a message begins with a text. */
  private static long withText(Story story, String shown) {
    String text = plain(shown.endsWith(" ...") ? shown.substring(0, shown.length() - 4) : shown);
    return story.revisions().stream()
        .filter(each -> each.verdict() == Verdict.SKIP)
        .filter(each -> texts(each).anyMatch(its -> plain(its.strip()).startsWith(text)))
        .count();
  }

  private static Stream<String> texts(Revision revision) {
    String failure = revision.failure();
    return failure != null
        ? Stream.of(failure)
        : revision.messages().stream().map(message -> message.text());
  }

  /** Without the marks that a quotation changes. */
  private static String plain(String text) {
    return String.join("", List.of(text.split("[\"'\\s]+")));
  }

  private SaidOfSkipped() {}
}
