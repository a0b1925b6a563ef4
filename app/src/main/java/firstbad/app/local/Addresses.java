package firstbad.app.local;

import java.io.PrintWriter;

/** Where a local stack is, and how commands find it. */
final class Addresses {
  private final String servers;
  private final String registry;
  private final String page;

  Addresses(LocalStack stack) {
    servers = stack.bootstrapServers();
    registry = stack.registryUrl();
    page = stack.pageUrl();
  }

  void print(PrintWriter out) {
    out.println("The page is at " + page + "/");
    out.println("Kafka is at " + servers + ", the schema registry at " + registry + ".");
  }

  /** What a command needs to find the stack: nothing, on the usual ports. */
  String options() {
    String kafka = servers.endsWith(":" + LocalOptions.KAFKA_PORT) ? "" : " -b " + servers;
    return kafka + (registry.endsWith(":" + LocalOptions.REGISTRY_PORT) ? "" : " -r " + registry);
  }
}
