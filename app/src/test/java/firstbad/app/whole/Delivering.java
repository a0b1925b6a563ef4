package firstbad.app.whole;

import static firstbad.app.whole.ExecTest.await;

import firstbad.app.Call;
import firstbad.events.Delivery;
import firstbad.events.DeliveryState;
import firstbad.schemas.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts {@code firstbad deliver} on a file of subscriptions, and waits for what it does. */
abstract class Delivering extends EventsInKafka {

  CommandProcess deliver(String plan) throws Exception {
    return deliver("deliver", plan);
  }

  CommandProcess deliver(String name, String plan, String... options) throws Exception {
    Path file = Files.writeString(folder.resolve("plan.yaml"), plan);
    Path config = Files.writeString(folder.resolve("c.properties"), "session.timeout.ms=6000\n");
    CommandProcess deliver =
        CommandProcess.started(
            folder.resolve(name),
            with("deliver", file.toString(), "--config", config.toString()),
            options);
    var unused = deliver.awaitPrinted("Delivering for");
    return deliver;
  }

  void awaitTaken(int deliveries) throws Exception {
    await(() -> sent.all(Topic.DELIVERIES, Delivery.class).size() >= deliveries);
  }

  void awaitDelivered(int deliveries) throws Exception {
    await(
        () ->
            sent.all(Topic.DELIVERIES, Delivery.class).stream()
                    .filter(each -> each.getState() == DeliveryState.DELIVERED)
                    .count()
                == deliveries);
  }

  Call call(String... arguments) throws IOException {
    return Call.firstbad(with(arguments));
  }

  String[] with(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--bootstrap-servers", kafka.bootstrapServers()));
    all.addAll(List.of("--registry", kafka.registryUrl()));
    return all.toArray(String[]::new);
  }
}
