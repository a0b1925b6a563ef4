package firstbad.app.deliver.plan;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All that a file says.
 *
 * @param smtp null where no subscription sends mail
 */
public record Plan(@Nullable Smtp smtp, List<Subscription> subscriptions) {

  /** The subscription of that name. */
  public Optional<Subscription> named(String name) {
    return subscriptions.stream().filter(each -> each.name().equals(name)).findFirst();
  }
}
