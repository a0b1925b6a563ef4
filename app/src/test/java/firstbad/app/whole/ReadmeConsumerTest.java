package firstbad.app.whole;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.bisection.Analysis;
import firstbad.bisection.Logs;
import firstbad.embedded.EmbeddedKafka;
import firstbad.events.CulpritFound;
import firstbad.schemas.EventSerdes;
import firstbad.schemas.Topic;
import firstbad.topology.event.Events;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import javax.tools.ToolProvider;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The README's consumer in Java compiles as it stands there, and does what is said of it. */
@Tag("slow")
class ReadmeConsumerTest {
  private static final String PROGRAM =
      """
      import static java.nio.charset.StandardCharsets.US_ASCII;

      import io.confluent.kafka.serializers.KafkaAvroDeserializer;
      import java.time.Duration;
      import java.util.*;
      import org.apache.avro.generic.GenericRecord;
      import org.apache.kafka.clients.consumer.KafkaConsumer;
      import org.apache.kafka.common.serialization.StringDeserializer;

      public final class Mail {
        private static final Set<String> mailed = new HashSet<>();

        public static void main(String[] arguments) {
      %s
        }

        private static void mail(String id, GenericRecord culprit) {
          System.out.println("mailed " + id + ": " + culprit.get("title"));
        }
      }
      """;

  @TempDir private Path folder;

  @Test
  @Timeout(value = 20, unit = TimeUnit.MINUTES)
  void it_mails_each_culprit_of_high_trust_once() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.started(folder.resolve("kafka"));
        Pipeline pipeline = new Pipeline(kafka)) {
      assertThat(pipeline.deadLetters()).isZero();
      send(kafka, "low", "LOW");
      send(kafka, "high", "HIGH");
      send(kafka, "high", "HIGH");
      send(kafka, "last", "HIGH");

      Path source = folder.resolve("Mail.java");
      Files.writeString(
          source,
          PROGRAM.formatted(
              snippet()
                  .replace("localhost:9092", kafka.bootstrapServers())
                  .replace("http://localhost:8081", kafka.registryUrl())));
      String classPath = System.getProperty("java.class.path");
      int compiled =
          ToolProvider.getSystemJavaCompiler()
              .run(null, null, null, "-cp", classPath, "-d", folder.toString(), source.toString());
      assertThat(compiled).isZero();
      Path printed = folder.resolve("printed.txt");
      Process mail =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:+UseSerialGC",
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  folder + System.getProperty("path.separator") + classPath,
                  "Mail")
              .redirectErrorStream(true)
              .redirectOutput(printed.toFile())
              .start();
      try {
        while (!Files.readString(printed).contains("mailed last")) {
          assertThat(mail.isAlive()).as(Files.readString(printed)).isTrue();
          Thread.sleep(100);
        }
      } finally {
        mail.destroy();
        mail.waitFor();
      }
      assertThat(Files.readString(printed).lines().filter(line -> line.startsWith("mailed ")))
          .containsExactlyInAnyOrder(
              "mailed high: netlink: add net device refcount tracker to struct ethnl_req_info",
              "mailed last: netlink: add net device refcount tracker to struct ethnl_req_info");
    }
  }

  private static String snippet() throws IOException {
    String readme = Files.readString(Path.of("..", "README.md"));
    int begin = readme.indexOf("```java\n") + "```java\n".length();
    return readme.substring(begin, readme.indexOf("```", begin));
  }

  private static void send(EmbeddedKafka kafka, String id, String level) throws Exception {
    CulpritFound culprit =
        Events.culprit(Objects.requireNonNull(Analysis.of(id, Logs.hidrawRelease()).culprit()));
    try (EventSerdes serdes = EventSerdes.of(kafka.clientProperties());
        KafkaProducer<String, CulpritFound> producer =
            new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new StringSerializer(),
                serdes.serializer(CulpritFound.class))) {
      ProducerRecord<String, CulpritFound> record =
          new ProducerRecord<>("firstbad." + Topic.CULPRITS.suffix(), 0, id, culprit);
      record.headers().add("firstbad-level", level.getBytes(StandardCharsets.US_ASCII));
      producer.send(record).get();
    }
  }
}
