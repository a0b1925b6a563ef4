package firstbad.bench;

import firstbad.embedded.EmbeddedKafka;
import java.io.IOException;

/** Broker and registry in a JVM of their own; ends when its standard input does. */
final class BrokerProcess {

  private BrokerProcess() {}

  public static void main(String[] arguments) throws IOException {
    try (EmbeddedKafka kafka = EmbeddedKafka.started()) {
      System.out.println("BROKER " + kafka.bootstrapServers() + " " + kafka.registryUrl());
      while (System.in.read() >= 0) {
        // wait for the end
      }
    }
  }
}
