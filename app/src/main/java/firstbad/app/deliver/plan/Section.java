package firstbad.app.deliver.plan;

import firstbad.app.cli.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import picocli.CommandLine.TypeConversionException;

/**
 * Keys and values of one part of the file. What is asked for and is not as it must be becomes a
 * mistake with its line, and what nobody asked for too: see {@link #end}.
 */
final class Section {
  private final String name;
  private final int line;
  private final List<Mistake> mistakes;
  private final Map<String, Node> values = new LinkedHashMap<>();
  private final Map<String, Integer> lines = new LinkedHashMap<>();
  private final Set<String> known = new LinkedHashSet<>();

  private Section(String name, int line, List<Mistake> mistakes) {
    this.name = name;
    this.line = line;
    this.mistakes = mistakes;
  }

  /** The part that this node is; one without keys, and a mistake, where it is none. */
  static Section of(String name, Node node, List<Mistake> mistakes) {
    Section section = new Section(name, lineOf(node), mistakes);
    if (node instanceof MappingNode mapping) {
      for (NodeTuple tuple : mapping.getValue()) {
        String key = tuple.getKeyNode() instanceof ScalarNode text ? text.getValue() : "?";
        if (section.values.put(key, tuple.getValueNode()) != null) {
          section.mistake(lineOf(tuple.getKeyNode()), "'" + key + "' is here twice");
        }
        section.lines.put(key, lineOf(tuple.getKeyNode()));
      }
    } else {
      section.mistake(section.line, name + " has to be keys with values, such as 'name: mm'");
    }
    return section;
  }

  static int lineOf(Node node) {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
  }

  int line() {
    return line;
  }

  int line(String key) {
    return lines.getOrDefault(key, line);
  }

  boolean has(String key) {
    known.add(key);
    return values.containsKey(key);
  }

  void mistake(String key, String sentence) {
    mistake(line(key), sentence);
  }

  private void mistake(int where, String sentence) {
    mistakes.add(new Mistake(where, sentence + "."));
  }

  /** One value; null, and a mistake, where it is missing. */
  @Nullable String required(String key) {
    String text = text(key);
    if (text == null && !values.containsKey(key)) {
      mistake(line, name + " needs '" + key + "'");
    }
    return text;
  }

  /** One value; null where there is none. */
  @Nullable String text(String key) {
    known.add(key);
    Node value = values.get(key);
    if (value == null) {
      return null;
    }
    if (value instanceof ScalarNode text && !text.getValue().isBlank()) {
      return text.getValue();
    }
    mistake(key, "'" + key + "' has to be one value");
    return null;
  }

  /** One value or several. */
  List<String> texts(String key) {
    known.add(key);
    Node value = values.get(key);
    List<String> texts = new ArrayList<>();
    if (value instanceof ScalarNode) {
      element(key, value, texts);
    } else if (value instanceof SequenceNode sequence && sequence.getValue().isEmpty()) {
      mistake(key, "'" + key + "' needs one value or more");
    } else if (value instanceof SequenceNode sequence) {
      sequence.getValue().forEach(each -> element(key, each, texts));
    } else if (value != null) {
      mistake(key, "'" + key + "' has to be one value or a list of them");
    }
    return texts;
  }

  private void element(String key, Node element, List<String> texts) {
    if (element instanceof ScalarNode text && !text.getValue().isBlank()) {
      texts.add(text.getValue());
    } else if (element instanceof ScalarNode) {
      mistake(lineOf(element), "'" + key + "' has an empty value");
    } else {
      mistake(lineOf(element), "'" + key + "' has to be a list of plain values");
    }
  }

  /** A part within this one; null where there is none. */
  @Nullable Section section(String key) {
    known.add(key);
    Node value = values.get(key);
    return value == null ? null : of("'" + key + "'", value, mistakes);
  }

  /** The parts of a list. */
  List<Section> sections(String key, String each) {
    known.add(key);
    Node value = values.get(key);
    List<Section> sections = new ArrayList<>();
    if (value instanceof SequenceNode sequence) {
      sequence.getValue().forEach(node -> sections.add(of(each, node, mistakes)));
    } else if (value != null) {
      mistake(key, "'" + key + "' has to be a list, each entry with a '-' before it");
    }
    return sections;
  }

  Duration duration(String key, Duration otherwise) {
    String text = text(key);
    if (text == null) {
      return otherwise;
    }
    try {
      Duration read = new Durations().convert(text);
      if (!read.isZero()) {
        return read;
      }
      mistake(key, "'" + key + "' has to be more than 0");
    } catch (TypeConversionException e) {
      mistake(key, String.valueOf(e.getMessage()));
    }
    return otherwise;
  }

  int number(String key, int least, int most, int otherwise) {
    String text = text(key);
    if (text == null) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    mistake(key, "'" + key + "' has to be a number from " + least + " to " + most);
    return otherwise;
  }

  /** The keys that nobody asked for. */
  List<String> others() {
    return values.keySet().stream().filter(key -> !known.contains(key)).toList();
  }

  /** Nothing more is asked for: every other key is a mistake. */
  void end() {
    for (String key : others()) {
      mistake(key, name + " knows no '" + key + "'; it knows " + String.join(", ", known));
    }
  }
}
