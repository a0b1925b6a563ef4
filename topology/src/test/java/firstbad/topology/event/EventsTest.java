package firstbad.topology.event;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.bisection.finding.Alert;
import firstbad.bisection.finding.Assessment;
import firstbad.bisection.finding.Bisection;
import firstbad.bisection.finding.CulpritFound;
import firstbad.bisection.finding.EndedBy;
import firstbad.bisection.finding.Kind;
import firstbad.bisection.finding.Outcome;
import firstbad.bisection.finding.Remark;
import firstbad.bisection.finding.Revision;
import firstbad.bisection.finding.Role;
import firstbad.bisection.finding.TitleCount;
import firstbad.bisection.finding.Tool;
import firstbad.bisection.finding.Verdict;
import firstbad.bisection.finding.VerdictSource;
import firstbad.bisection.trust.judgement.CommitRange;
import firstbad.bisection.trust.judgement.Judgement;
import firstbad.bisection.trust.judgement.Level;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericEnumSymbol;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EventsTest {

  static Stream<Arguments> records() {
    return Stream.of(
        Arguments.of(Bisection.class, firstbad.events.Bisection.getClassSchema()),
        Arguments.of(Bisection.Range.class, firstbad.events.RemainingRange.getClassSchema()),
        Arguments.of(Bisection.VerdictCounts.class, firstbad.events.VerdictCounts.getClassSchema()),
        Arguments.of(Bisection.LineCounts.class, firstbad.events.LineCounts.getClassSchema()),
        Arguments.of(Revision.class, firstbad.events.Revision.getClassSchema()),
        Arguments.of(Revision.RunCounts.class, firstbad.events.RunCounts.getClassSchema()),
        Arguments.of(CulpritFound.class, firstbad.events.CulpritFound.getClassSchema()),
        Arguments.of(CulpritFound.Evidence.class, firstbad.events.Evidence.getClassSchema()),
        Arguments.of(CulpritFound.CrashedRuns.class, firstbad.events.CrashedRuns.getClassSchema()),
        Arguments.of(TitleCount.class, firstbad.events.TitleCount.getClassSchema()),
        Arguments.of(Assessment.class, firstbad.events.Assessment.getClassSchema()),
        Arguments.of(Judgement.Blame.class, firstbad.events.Blame.getClassSchema()),
        Arguments.of(CommitRange.class, firstbad.events.CommitRange.getClassSchema()),
        Arguments.of(Alert.class, firstbad.events.Alert.getClassSchema()));
  }

  @ParameterizedTest
  @MethodSource("records")
  void a_record_and_its_schema_have_the_same_fields(Class<?> record, Schema schema) {
    assertThat(Arrays.stream(record.getRecordComponents()).map(EventsTest::snake))
        .containsExactlyElementsOf(
            schema.getFields().stream()
                .map(Schema.Field::name)
                .filter(name -> !name.equals("reasons_against")) // is counted from the reasons
                .toList());
  }

  static Stream<Arguments> enums() {
    return Stream.of(
        Arguments.of(Outcome.class, firstbad.events.Outcome.getClassSchema()),
        Arguments.of(Kind.class, firstbad.events.SearchKind.getClassSchema()),
        Arguments.of(Tool.class, firstbad.events.Tool.getClassSchema()),
        Arguments.of(EndedBy.class, firstbad.events.EndedBy.getClassSchema()),
        Arguments.of(Role.class, firstbad.events.Role.getClassSchema()),
        Arguments.of(Verdict.class, firstbad.events.Verdict.getClassSchema()),
        Arguments.of(VerdictSource.class, firstbad.events.VerdictSource.getClassSchema()),
        Arguments.of(Level.class, firstbad.events.Level.getClassSchema()),
        Arguments.of(Alert.Kind.class, firstbad.events.AlertKind.getClassSchema()),
        Arguments.of(Alert.Severity.class, firstbad.events.Severity.getClassSchema()),
        Arguments.of(Remark.Kind.class, firstbad.events.RemarkKind.getClassSchema()));
  }

  @ParameterizedTest
  @MethodSource("enums")
  void an_enum_and_its_schema_have_the_same_names(Class<? extends Enum<?>> type, Schema schema) {
    assertThat(Arrays.stream(type.getEnumConstants()).map(Enum::name))
        .containsExactlyElementsOf(schema.getEnumSymbols());
  }

  @Test
  void every_field_carries_the_value_of_its_component() throws ReflectiveOperationException {
    same(sample(Bisection.class), Events.bisection(sample(Bisection.class)));
    same(sample(Revision.class), Events.revision(sample(Revision.class)));
    same(sample(CulpritFound.class), Events.culprit(sample(CulpritFound.class)));
    same(sample(Assessment.class), Events.assessment(sample(Assessment.class)));
    same(sample(Alert.class), Events.alert(sample(Alert.class)));
  }

  private static void same(Object record, IndexedRecord event) throws ReflectiveOperationException {
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      Object value = component.getAccessor().invoke(record);
      Object field = event.get(event.getSchema().getField(snake(component)).pos());
      same(component.toString(), value, field);
    }
  }

  private static void same(String where, @Nullable Object value, @Nullable Object field)
      throws ReflectiveOperationException {
    if (value instanceof Record nested && field instanceof IndexedRecord event) {
      same(nested, event);
    } else if (value instanceof List<?> list && field instanceof List<?> fields) {
      assertThat(fields).as(where).hasSameSizeAs(list);
      for (int i = 0; i < list.size(); i++) {
        same(where, list.get(i), fields.get(i));
      }
    } else {
      assertThat(plain(field)).as(where).isEqualTo(plain(value));
    }
  }

  private static @Nullable Object plain(@Nullable Object value) {
    if (value instanceof Instant instant) {
      return instant.toEpochMilli();
    }
    if (value instanceof Enum<?> constant) {
      return constant.name();
    }
    return value instanceof GenericEnumSymbol<?> symbol ? symbol.toString() : value;
  }

  /** A record whose components all differ. */
  private static <T> T sample(Class<T> type) throws ReflectiveOperationException {
    return type.cast(new Samples().of(type));
  }

  private static final class Samples {
    private int next = 1;

    Object of(Class<?> type) throws ReflectiveOperationException {
      next++;
      if (type == String.class) {
        return "text " + next;
      }
      if (type == int.class || type == Integer.class) {
        return next;
      }
      if (type == long.class || type == Long.class) {
        return 1_000L * next;
      }
      if (type == double.class || type == Double.class) {
        return next / 1024.0;
      }
      if (type == boolean.class || type == Boolean.class) {
        return next % 2 == 0;
      }
      if (type.isEnum()) {
        Object[] constants = type.getEnumConstants();
        return constants[1 + next % (constants.length - 1)];
      }
      if (type == Map.class) {
        return new LinkedHashMap<>(Map.of("key " + next, "value " + next));
      }
      return record(type);
    }

    private Object record(Class<?> type) throws ReflectiveOperationException {
      RecordComponent[] components = type.getRecordComponents();
      Object[] values = new Object[components.length];
      Class<?>[] types = new Class<?>[components.length];
      for (int i = 0; i < components.length; i++) {
        types[i] = components[i].getType();
        values[i] = types[i] == List.class ? List.of(of(element(components[i]))) : of(types[i]);
      }
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      return constructor.newInstance(values);
    }

    private static Class<?> element(RecordComponent list) {
      return (Class<?>)
          ((java.lang.reflect.ParameterizedType) list.getGenericType()).getActualTypeArguments()[0];
    }
  }

  private static String snake(RecordComponent component) {
    return component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }
}
