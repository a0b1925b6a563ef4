package firstbad.app.evaluate;

import firstbad.bisection.trust.measure.GroundTruth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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
    List<GroundTruth> answers = new ArrayList<>();
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
      answers.add(
          label == null
              ? GroundTruth.unknown(each.name(), each.course().revisions().size())
              : label.answer(each));
    }
    return answers;
  }
}
