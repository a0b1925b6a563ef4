package firstbad.bench.structure;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The circles that exist and are to go, from {@code circles.txt}: one a paragraph. */
record KnownCircles(List<Set<String>> circles) {
  private static final Pattern PARAGRAPH = Pattern.compile("\n\n+");

  static KnownCircles read() {
    try (InputStream in = KnownCircles.class.getResourceAsStream("circles.txt")) {
      if (in == null) {
        throw new IllegalStateException("There is no circles.txt.");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new KnownCircles(
          PARAGRAPH
              .splitAsStream(text)
              .filter(paragraph -> !paragraph.isBlank() && !paragraph.startsWith("#"))
              .map(KnownCircles::members)
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<String> members(String paragraph) {
    return Stream.of(paragraph.strip().split("\\s+"))
        .collect(TreeSet::new, TreeSet::add, TreeSet::addAll);
  }

  /** Whether it is one of them or what is left of one. */
  boolean cover(Set<String> circle) {
    return circles.stream().anyMatch(known -> known.containsAll(circle));
  }

  /** Those that no circle is left of. */
  List<Set<String>> gone(List<Set<String>> existing) {
    return circles.stream()
        .filter(known -> existing.stream().noneMatch(known::containsAll))
        .toList();
  }
}
