package firstbad.story;

import java.util.ArrayList;
import java.util.List;

/** Advice in the making, most useful first. */
final class AdviceList {
  private final List<Advice> steps = new ArrayList<>();

  /**
   * @param commands that do what the sentence says
   */
  void add(String sentence, String... commands) {
    steps.add(new Advice(sentence, commands));
  }

  void addAll(List<Advice> others) {
    steps.addAll(others);
  }

  boolean isEmpty() {
    return steps.isEmpty();
  }

  List<Advice> steps() {
    return List.copyOf(steps);
  }
}
