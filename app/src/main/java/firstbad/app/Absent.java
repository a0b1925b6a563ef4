package firstbad.app;

import firstbad.app.cli.Problem;
import firstbad.app.local.Demo;
import firstbad.app.local.Up;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Stands for a command that this installation was made without: images and Debian packages have no
 * broker inside, which is a third of the archive and belongs on no server.
 */
final class Absent implements Callable<Integer> {
  private static final List<Class<?>> WITH_A_BROKER = List.of(Demo.class, Up.class);
  private static final String BROKER = "firstbad/embedded/EmbeddedKafka.class";

  private final String name;

  private Absent(String name) {
    this.name = name;
  }

  /** Whether the command cannot be had here. */
  static boolean is(Class<?> command) {
    return WITH_A_BROKER.contains(command)
        && Absent.class.getClassLoader().getResource(BROKER) == null;
  }

  /** A command of that name which says so, whatever its arguments are. */
  static CommandLine command(String name) {
    CommandSpec spec = CommandSpec.wrapWithoutInspection(new Absent(name)).name(name);
    spec.usageMessage().hidden(true);
    spec.parser().unmatchedArgumentsAllowed(true);
    return new CommandLine(spec);
  }

  @Override
  public Integer call() {
    throw new Problem(
        "'firstbad "
            + name
            + "' starts a broker, and this installation has none; use the archive that"
            + " 'mvn package' builds.");
  }
}
