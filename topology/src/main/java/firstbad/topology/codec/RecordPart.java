package firstbad.topology.codec;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;
import org.jspecify.annotations.Nullable;

/** A record: its components one after the other. */
final class RecordPart implements TreePart {
  private static final MethodType ACCESSOR = MethodType.methodType(Object.class, Object.class);

  private final Class<?> type;
  private final MethodHandle[] accessors;
  private final MethodHandle constructor;
  // Set after the part exists, since a record can hold its own kind.
  private TreePart[] components = {};

  RecordPart(Class<?> type) {
    this.type = type;
    try {
      MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
      RecordComponent[] of = type.getRecordComponents();
      accessors = new MethodHandle[of.length];
      for (int i = 0; i < of.length; i++) {
        // Fields and not accessors: an accessor may show something else than what is kept.
        accessors[i] = lookup.findGetter(type, of[i].getName(), of[i].getType()).asType(ACCESSOR);
      }
      Class<?>[] types = Arrays.stream(of).map(RecordComponent::getType).toArray(Class<?>[]::new);
      constructor =
          lookup
              .findConstructor(type, MethodType.methodType(void.class, types))
              .asSpreader(Object[].class, types.length)
              .asType(MethodType.methodType(Object.class, Object[].class));
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(type + " cannot be kept", e);
    }
  }

  void holds(TreePart[] parts) {
    components = parts;
  }

  @Override
  public void write(Encoder out, @Nullable Object value) throws IOException {
    if (value == null) {
      throw new IllegalArgumentException(type.getSimpleName() + " is null and must not be");
    }
    for (int i = 0; i < components.length; i++) {
      components[i].write(out, component(i, value));
    }
  }

  private @Nullable Object component(int i, Object value) {
    try {
      return (Object) accessors[i].invokeExact(value);
    } catch (Throwable e) {
      throw new IllegalArgumentException(type.getSimpleName() + " cannot be kept", e);
    }
  }

  @Override
  public Object read(Decoder in) throws IOException {
    @Nullable Object[] values = new Object[components.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = components[i].read(in);
    }
    try {
      return (Object) constructor.invokeExact(values);
    } catch (Throwable e) {
      throw new IOException(type.getSimpleName() + " cannot be made from what was read", e);
    }
  }
}
