package firstbad.app.analyze;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class InputsTest {
  private static final byte[] TEXT = "bisecting\n".getBytes(StandardCharsets.UTF_8);

  @TempDir private Path folder = Path.of("");

  @Test
  void aFileIsReadWhateverItsNameIs() throws IOException {
    Files.write(folder.resolve("job.7"), TEXT);

    try (Inputs inputs = inputs("job.7")) {
      assertThat(text(inputs.logs().get(0))).isEqualTo("bisecting\n");
      assertThat(inputs.logs().get(0).id()).endsWith("/job.7");
    }
  }

  @Test
  void aFolderGivesItsLogsInTheOrderOfTheirNames() throws IOException {
    Files.createDirectories(folder.resolve("in/deep/.git"));
    Files.write(folder.resolve("in/b.log"), TEXT);
    Files.write(folder.resolve("in/a.txt"), TEXT);
    Files.write(folder.resolve("in/deep/c.txt.gz"), gzip(TEXT));
    Files.write(folder.resolve("in/deep/.git/d.txt"), TEXT);
    Files.write(folder.resolve("in/notes.md"), TEXT);

    try (Inputs inputs = inputs("in")) {
      assertThat(inputs.failed()).isEmpty();
      assertThat(inputs.logs().stream().map(log -> log.file().replace(folder + "/", "")))
          .containsExactly("in/a.txt", "in/b.log", "in/deep/c.txt.gz");
      assertThat(inputs.logs().stream().map(LogInput::id)).containsExactly("a", "b", "deep/c");
      assertThat(text(inputs.logs().get(2))).isEqualTo("bisecting\n");
    }
  }

  @Test
  void anArchiveGivesItsLogs() throws IOException {
    zip("some.zip", List.of("two.txt", "one.txt", "dir/three.log", "labels.jsonl"), TEXT);

    try (Inputs inputs = inputs("some.zip")) {
      assertThat(inputs.logs().stream().map(LogInput::file))
          .containsExactly("dir/three.log", "one.txt", "two.txt");
      assertThat(inputs.logs().stream().map(LogInput::id))
          .containsExactly("dir/three", "one", "two");
      assertThat(text(inputs.logs().get(1))).isEqualTo("bisecting\n");
    }
  }

  @Test
  void packedTextIsToldByItsFirstBytes() throws IOException {
    Files.write(folder.resolve("gz"), gzip(TEXT));
    Files.write(folder.resolve("job.txt.xz"), xz(TEXT));

    try (Inputs inputs = inputs("gz", "job.txt.xz")) {
      assertThat(text(inputs.logs().get(0))).isEqualTo("bisecting\n");
      assertThat(text(inputs.logs().get(1))).isEqualTo("bisecting\n");
      assertThat(inputs.logs().get(1).id()).endsWith("/job");
    }
  }

  @Test
  void textThatGrowsBeyondAllMeasureIsGivenUp() throws IOException {
    Files.write(folder.resolve("bomb.gz"), gzip(new byte[20 << 20]));
    Files.write(folder.resolve("bomb.xz"), xz(new byte[20 << 20]));
    zip("bomb.zip", List.of("bomb.txt"), new byte[20 << 20]);

    try (Inputs inputs = inputs("bomb.gz", "bomb.xz", "bomb.zip")) {
      assertThat(inputs.logs()).hasSize(2);
      for (LogInput log : inputs.logs()) {
        assertThatThrownBy(() -> text(log))
            .hasMessage("unpacked it is more than 200 times its size");
      }
      assertThat(inputs.failed())
          .singleElement()
          .asString()
          .startsWith("bomb.txt in ")
          .endsWith("is left out: unpacked it is more than 200 times its size.");
    }
  }

  @Test
  void textOfMoreThan64MiBIsGivenUp() throws IOException {
    byte[] noise = new byte[1 << 16];
    new java.util.Random(1).nextBytes(noise);
    try (OutputStream file = Files.newOutputStream(folder.resolve("long.gz"));
        OutputStream packed = new GZIPOutputStream(file)) {
      for (int i = 0; i <= 1024; i++) {
        packed.write(noise);
      }
    }

    try (Inputs inputs = inputs("long.gz")) {
      assertThatThrownBy(() -> text(inputs.logs().get(0)))
          .hasMessage("unpacked it is more than 64 MiB");
    }
  }

  @Test
  void whatIsDamagedIsSaid() throws IOException {
    byte[] packed = gzip(new byte[5000]);
    Files.write(folder.resolve("half.gz"), java.util.Arrays.copyOf(packed, packed.length / 2));
    Files.write(folder.resolve("broken.zip"), new byte[] {'P', 'K', 3, 4, 0, 0, 0});
    zip("nested.zip", List.of("inner.txt"), zipBytes(List.of("a.txt"), TEXT));

    try (Inputs inputs = inputs("half.gz", "broken.zip", "nested.zip", "nowhere.txt")) {
      assertThatThrownBy(() -> text(inputs.logs().get(0)))
          .hasMessage("the packed text breaks off in the middle");
      assertThat(text(inputs.logs().get(1))).startsWith("PK"); // refused as no log, by its name
      assertThat(inputs.failed().get(0)).contains("broken.zip cannot be read as a zip archive");
      assertThat(inputs.failed().get(1)).startsWith("There is no file ").endsWith("nowhere.txt.");
    }
  }

  @Test
  void aFolderWithoutLogsIsSaid() throws IOException {
    Files.createDirectories(folder.resolve("empty"));

    try (Inputs inputs = inputs("empty")) {
      assertThat(inputs.failed()).singleElement().asString().startsWith("There is no log in ");
    }
  }

  private Inputs inputs(String... names) {
    Inputs inputs = new Inputs(new ByteArrayInputStream(TEXT));
    for (String name : names) {
      inputs.add(folder.resolve(name).toString());
    }
    return inputs;
  }

  private static String text(LogInput log) throws IOException {
    try (InputStream input = log.opening().open()) {
      return new String(input.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static byte[] gzip(byte[] text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream packed = new GZIPOutputStream(bytes)) {
      packed.write(text);
    }
    return bytes.toByteArray();
  }

  private static byte[] xz(byte[] text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream packed = new XZOutputStream(bytes, new LZMA2Options(1))) {
      packed.write(text);
    }
    return bytes.toByteArray();
  }

  private void zip(String name, List<String> entries, byte[] text) throws IOException {
    Files.write(folder.resolve(name), zipBytes(entries, text));
  }

  private static byte[] zipBytes(List<String> entries, byte[] text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (String entry : entries) {
        zip.putNextEntry(new ZipEntry(entry));
        zip.write(text);
      }
    }
    return bytes.toByteArray();
  }
}
