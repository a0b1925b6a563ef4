package firstbad.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChecksumsTest {
  private static final String OF_A =
      "87428fc522803d31065e7bce3cf03fe475096631e5e07bbd7a0fde60c4cf25c7"; // of "a" and a line feed

  @TempDir private Path folder;

  @Test
  void a_file_that_changes_comes_or_goes_is_noticed() throws IOException {
    Path list = Files.writeString(folder.resolve("RELEASED"), OF_A + "  a.avsc\n");
    Path file = folder.resolve("a.avsc");
    Map<String, String> released = Checksums.listed(list);
    assertThat(Checksums.of(folder, ".avsc")).isNotEqualTo(released);

    Files.writeString(file, "a\n");
    assertThat(Checksums.of(folder, ".avsc")).isEqualTo(released);
    Files.writeString(file, "a\r\n");
    assertThat(Checksums.of(folder, ".avsc")).isEqualTo(released);

    Files.writeString(file, "b\n");
    assertThat(Checksums.of(folder, ".avsc")).isNotEqualTo(released);
    Files.writeString(file, "a\n");
    Files.writeString(folder.resolve("b.avsc"), "b\n");
    assertThat(Checksums.of(folder, ".avsc")).isNotEqualTo(released);
  }

  @Test
  void an_empty_list_holds_nothing() throws IOException {
    Path list = Files.writeString(folder.resolve("RELEASED"), "");
    Files.writeString(folder.resolve("a.avsc"), "a\n");
    assertThat(Checksums.of(folder, ".avsc")).isNotEqualTo(Checksums.listed(list));
  }
}
