package firstbad.app.evaluate;

import firstbad.bisection.trust.measure.GroundTruth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Brings labels and bisections together. */
public final class AnsweredCases {

  private AnsweredCases() {}

  /**
   * One answer for each bisection, in their order.
   *
   * @param complaints takes a sentence for each label that cannot be used
   */
  public static List<GroundTruth> of(
      List<Case> cases, KnownAnswers labels, List<String> complaints) {
    Map<String, Integer> times = new TreeMap<>();
    for (Case each : cases) {
      KnownAnswer label = labels.of(each);
      if (label != null) {
        times.merge(label.log(), 1, Integer::sum);
      }
    }
    times.values().removeIf(number -> number == 1);
    times.forEach(
        (log, number) ->
            complaints.add(
                "The label of %s is not used: %d logs have that name."
                    .formatted(LogName.of(log), number)));
    List<@Nullable KnownAnswer> used = new ArrayList<>();
    AnswerGroups groups = new AnswerGroups();
    for (Case each : cases) {
      KnownAnswer label = labels.of(each);
      if (label != null && times.containsKey(label.log())) {
        label = null;
      }
      if (label != null && !label.fits(each)) {
        complaints.add(
            "The label of %s is not used: it is about the culprit %s, and the log names %s."
                .formatted(each.name(), label.culprit(), each.culprit()));
        label = null;
      }
      used.add(label);
      if (label != null) {
        String named = each.culprit() == null ? label.culprit() : each.culprit();
        groups.add(label.bug(each), named, label.trueCause());
      }
    }
    return answers(cases, used, groups);
  }

  private static List<GroundTruth> answers(
      List<Case> cases, List<@Nullable KnownAnswer> used, AnswerGroups groups) {
    List<GroundTruth> answers = new ArrayList<>();
    for (int i = 0; i < cases.size(); i++) {
      Case each = cases.get(i);
      KnownAnswer label = used.get(i);
      answers.add(
          label == null
              ? GroundTruth.unknown(each.name(), each.course().revisions().size())
              : label.answer(each, groups));
    }
    return answers;
  }
}
