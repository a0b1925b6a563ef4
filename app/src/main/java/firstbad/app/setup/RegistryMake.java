package firstbad.app.setup;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which registry stands behind an address. There is no route for it that all have, so the known
 * ones are asked in turn, without credentials, and silence means that it is another.
 *
 * @param words its name and version
 */
record RegistryMake(String words) {
  private static final int TIMEOUT_MS = 3_000;
  private static final int ANSWER_BYTES = 4_096;
  private static final String APICURIO_INTERFACE = "/apis/ccompat/";
  private static final Pattern VERSION = Pattern.compile("\"version\"\\s*:\\s*\"([^\"]{1,40})\"");
  private static final Pattern OURS = Pattern.compile("\"commitId\"\\s*:\\s*\"firstbad\"");

  static RegistryMake of(String addresses) {
    String address = addresses.split(",", 2)[0].replaceAll("/+$", "");
    int at = address.indexOf(APICURIO_INTERFACE);
    if (at > 0) {
      return answer(address.substring(0, at) + "/apis/registry/v3/system/info")
          .or(() -> answer(address.substring(0, at) + "/apis/registry/v2/system/info"))
          .flatMap(RegistryMake::version)
          .map(version -> new RegistryMake("Apicurio " + version))
          .orElseGet(() -> new RegistryMake("Apicurio"));
    }
    return answer(address + "/v1/metadata/version")
        .map(RegistryMake::confluent)
        .orElseGet(() -> new RegistryMake("a registry of Confluent's interface"));
  }

  private static RegistryMake confluent(String answer) {
    if (OURS.matcher(answer).find()) {
      return new RegistryMake("firstbad's own");
    }
    return new RegistryMake(version(answer).map(v -> "Confluent " + v).orElse("Confluent"));
  }

  private static Optional<String> version(String answer) {
    Matcher matcher = VERSION.matcher(answer);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  private static Optional<String> answer(String url) {
    try {
      HttpURLConnection connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
      connection.setConnectTimeout(TIMEOUT_MS);
      connection.setReadTimeout(TIMEOUT_MS);
      if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
        return Optional.empty();
      }
      try (InputStream in = connection.getInputStream()) {
        return Optional.of(new String(in.readNBytes(ANSWER_BYTES), StandardCharsets.UTF_8));
      }
    } catch (IOException | IllegalArgumentException | ClassCastException e) {
      return Optional.empty();
    }
  }
}
