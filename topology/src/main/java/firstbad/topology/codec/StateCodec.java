package firstbad.topology.store;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.dataformat.smile.databind.SmileMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps trees of records, enums, strings, numbers and lists as bytes: one byte for the version of
 * the state, then Smile. State is nobody's business but the topology's, so it does not go through
 * the schema registry.
 *
 * <p>A value of a sealed interface carries the simple name of its record. A field that is missing
 * or unknown is an error, never a default: state that is read wrongly is worse than a stop.
 *
 * @param <T> the root of the tree
 */
public final class StateCodec<T> {

  /** Raise it when a record that is kept changes its fields; then old state is refused. */
  static final byte VERSION = 2;

  private static final SmileMapper MAPPER =
      SmileMapper.builder()
          .annotationIntrospector(new SealedInterfacesAreTagged())
          .visibility(PropertyAccessor.ALL, Visibility.NONE)
          .visibility(PropertyAccessor.FIELD, Visibility.ANY)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final Class<T> type;
  private final ObjectWriter writer;
  private final ObjectReader reader;

  public StateCodec(Class<T> type) {
    this.type = type;
    this.writer = MAPPER.writerFor(type);
    this.reader = MAPPER.readerFor(type);
  }

  /** The value as bytes; the same value gives the same bytes. */
  public byte[] encode(T value) {
    try {
      byte[] body = writer.writeValueAsBytes(value);
      byte[] versioned = new byte[body.length + 1];
      versioned[0] = VERSION;
      System.arraycopy(body, 0, versioned, 1, body.length);
      return versioned;
    } catch (JsonProcessingException e) {
      throw new UnreadableState("A " + type.getSimpleName() + " cannot be kept: " + e, e);
    }
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @throws UnreadableState when it was written by another version, or is damaged
   */
  public T decode(byte[] versioned) {
    if (versioned.length == 0 || versioned[0] != VERSION) {
      throw new UnreadableState(
          "The kept state of a %s has version %s, and this firstbad reads version %d; run the version that wrote it, or start over under another application id and prefix."
              .formatted(
                  type.getSimpleName(),
                  versioned.length == 0 ? "none" : Byte.toString(versioned[0]),
                  VERSION),
          null);
    }
    try {
      return reader.readValue(versioned, 1, versioned.length - 1);
    } catch (IOException e) {
      throw new UnreadableState(
          "The kept state of a %s cannot be read; it was written by another build, or is damaged: %s"
              .formatted(type.getSimpleName(), e.getMessage()),
          e);
    }
  }

  /** State that cannot be read or written; the process ends with this sentence. */
  public static final class UnreadableState extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadableState(String sentence, @Nullable Throwable cause) {
      super(sentence, cause);
    }
  }

  /** Tells Jackson what Java already says about sealed interfaces, without annotations there. */
  private static final class SealedInterfacesAreTagged extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1L;
    private static final JsonTypeInfo.Value TAG =
        JsonTypeInfo.Value.construct(
            JsonTypeInfo.Id.NAME, JsonTypeInfo.As.WRAPPER_ARRAY, null, null, false, true, true);

    @Override
    public JsonTypeInfo.@Nullable Value findPolymorphicTypeInfo(
        MapperConfig<?> config, Annotated annotated) {
      return annotated instanceof AnnotatedClass && sealedRoot(annotated.getRawType())
          ? TAG
          : super.findPolymorphicTypeInfo(config, annotated);
    }

    @Override
    public @Nullable List<NamedType> findSubtypes(Annotated annotated) {
      Class<?> raw = annotated.getRawType();
      if (!sealedRoot(raw)) {
        return super.findSubtypes(annotated);
      }
      List<NamedType> subtypes = new ArrayList<>();
      collect(raw, subtypes);
      return subtypes;
    }

    private static void collect(Class<?> sealed, List<NamedType> subtypes) {
      for (Class<?> permitted : sealed.getPermittedSubclasses()) {
        if (sealedRoot(permitted)) {
          collect(permitted, subtypes);
        } else {
          subtypes.add(new NamedType(permitted, permitted.getSimpleName()));
        }
      }
    }

    private static boolean sealedRoot(Class<?> raw) {
      return raw.isInterface() && raw.isSealed();
    }
  }
}
