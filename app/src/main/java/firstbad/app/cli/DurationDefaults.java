package firstbad.app.cli;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;

/**
 * The durations that options have unless they are given, so that help shows them as one types them.
 */
public final class DurationDefaults implements IDefaultValueProvider {

  /** What the option's field holds from the start. */
  @Override
  public @Nullable String defaultValue(ArgSpec argument) {
    return argument.defaultValue() == null && argument.initialValue() instanceof Duration usual
        ? Durations.text(usual)
        : null;
  }
}
