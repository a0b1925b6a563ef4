package firstbad.topology.codec;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.jspecify.annotations.Nullable;

/**
 * The versions of the kept state that a build reads, all since 1, and the one that it writes: its
 * own, or the one before while instances of the build before still run.
 */
public final class StateFormat {
  /** The version of what this build keeps. */
  public static final int NEWEST = 1;

  /**
   * The steps from version 1 to 2, from 2 to 3 and so on. The shapes of version N are in {@code
   * N.avsc} beside this class; a version that is released has a file {@code N.released} with the
   * checksum of that, and is never edited again.
   */
  public static final List<StateStep> STEPS = List.of();

  private static final StateFormat SHIPPED = shippedVersions();

  private final List<Version> versions;
  // The version that the records of this build have.
  private final int own;
  private final int writes;

  /**
   * A version.
   *
   * @param shapes a record with one field for each kind of value that is kept
   * @param step from the version before; null for the first
   */
  private record Version(int number, Schema shapes, @Nullable StateStep step) {

    Schema shape(String kind) {
      Schema.Field field = shapes.getField(kind);
      if (field == null) {
        throw new UnreadableState(
            "Version %d of the kept state has no %s.".formatted(number, kind), null);
      }
      return field.schema();
    }
  }

  private StateFormat(List<Version> versions, int own, int writes) {
    this.versions = List.copyOf(versions);
    this.own = own;
    this.writes = writes;
  }

  /** What this build reads and writes. */
  public static StateFormat shipped() {
    return SHIPPED;
  }

  private static StateFormat shippedVersions() {
    StateFormat format = new StateFormat(List.of(new Version(1, resource(1), null)), 1, 1);
    for (int number = 2; number <= NEWEST; number++) {
      format = format.with(resource(number), STEPS.get(number - 2)).owning(number);
    }
    return format;
  }

  private static Schema resource(int number) {
    String name = number + ".avsc";
    try (InputStream in = StateFormat.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing");
      }
      return new Schema.Parser().parse(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A format of values that are kept nowhere else, of one version: for benches and tests. */
  public static StateFormat of(Class<?> kind) {
    return new StateFormat(List.of(new Version(1, StateShapes.of(List.of(kind)), null)), 1, 1);
  }

  /**
   * A format with one version more, which it writes, while the records of this build stay as they
   * are: how the next build will see the state.
   */
  public StateFormat with(Schema shapes, StateStep step) {
    List<Version> more = new ArrayList<>(versions);
    more.add(new Version(versions.size() + 1, shapes, step));
    return new StateFormat(more, own, more.size());
  }

  private StateFormat owning(int number) {
    return new StateFormat(versions, number, number);
  }

  /**
   * A format that writes the version before, so that instances of the build before can go on from
   * it.
   *
   * @param number the newest version or the one before
   * @throws IllegalArgumentException with a sentence, for any other
   */
  public StateFormat writing(int number) {
    int newest = versions.size();
    if (number > newest || number < Math.max(1, newest - 1)) {
      throw new IllegalArgumentException(
          "This firstbad keeps state of version %d%s; it cannot write version %d."
              .formatted(
                  newest,
                  newest == 1 ? " and knows no earlier one" : " or " + (newest - 1),
                  number));
    }
    return new StateFormat(versions, own, number);
  }

  /** The newest version that it reads. */
  public int newest() {
    return versions.size();
  }

  /** The version that it writes. */
  public int writes() {
    return writes;
  }

  /** The shapes of the newest version. */
  public Schema newestShapes() {
    return versions.get(versions.size() - 1).shapes();
  }

  Schema shape(int number, String kind) {
    return versions.get(number - 1).shape(kind);
  }

  /** Tells shapes apart, so that state of a build that is not this one is not read wrongly. */
  short fingerprint(int number, String kind) {
    return (short) SchemaNormalization.parsingFingerprint64(shape(number, kind));
  }

  int own() {
    return own;
  }

  /** A tree of one version as one of another. */
  @Nullable Object convert(String kind, @Nullable Object tree, int from, int to) {
    Object converted = tree;
    for (int number = from; number < to; number++) {
      converted = step(number + 1).up(shape(number, kind), converted, shape(number + 1, kind));
    }
    for (int number = from; number > to; number--) {
      converted = step(number).down(shape(number, kind), converted, shape(number - 1, kind));
    }
    return converted;
  }

  private StateStep step(int number) {
    StateStep step = versions.get(number - 1).step();
    if (step == null) {
      throw new IllegalStateException("no step leads to version " + number);
    }
    return step;
  }
}
