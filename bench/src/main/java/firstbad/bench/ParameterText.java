package firstbad.bench;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The text of a parameter file, whose values can be replaced while its comments stay. */
record ParameterText(String text) {

  /**
   * The same text with other values.
   *
   * @throws IllegalArgumentException when the text has no line for a name
   */
  String with(Map<String, String> values) {
    StringBuilder changed = new StringBuilder();
    Set<String> missing = new HashSet<>(values.keySet());
    for (String line : text.lines().toList()) {
      int sign = line.indexOf('=');
      String name = sign < 0 || line.startsWith("#") ? "" : line.substring(0, sign).strip();
      String value = values.get(name);
      changed.append(value == null ? line : name + " = " + value).append('\n');
      missing.remove(name);
    }
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException("The parameters have no lines for " + missing + ".");
    }
    return changed.toString();
  }
}
