package firstbad.topology;

import firstbad.schemas.Topics;
import firstbad.topology.assemble.SilenceLimits;
import firstbad.topology.codec.StateFormat;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** An instance in a process of its own, which can be killed. */
final class InstanceProcess implements AutoCloseable {
  private final Process process;

  /** Whose code runs in it, as far as kept state can tell. */
  enum Build {
    /** This one. */
    THIS,
    /** The next one, which still writes what this one reads. */
    NEXT_WRITING_THIS,
    /** The next one. */
    NEXT;

    StateFormat format() {
      return switch (this) {
        case THIS -> StateFormat.shipped();
        case NEXT_WRITING_THIS -> NextBuild.format().writing(StateFormat.NEWEST);
        case NEXT -> NextBuild.format();
      };
    }
  }

  private InstanceProcess(Process process) {
    this.process = process;
  }

  /** Its output goes into {@code instance.log} in its folder. */
  static InstanceProcess started(
      Build build, String brokers, String registry, Topics topics, String application, Path folder)
      throws IOException {
    File log = folder.resolveSibling(folder.getFileName() + ".log").toFile();
    return new InstanceProcess(
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                InstanceProcess.class.getName(),
                brokers,
                registry,
                topics.prefix(),
                folder.toString(),
                build.name(),
                application)
            .redirectErrorStream(true)
            .redirectOutput(log)
            .start());
  }

  /** As {@code kill -9} does. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    if (!process.waitFor(1, TimeUnit.MINUTES)) {
      throw new AssertionError("it was killed and does not end");
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** The process. */
  public static void main(String[] arguments) throws InterruptedException {
    TopologySettings settings =
        LiveTopology.settings(
                arguments[0],
                arguments[1],
                new Topics(arguments[2]),
                Path.of(arguments[3]),
                SilenceLimits.DEFAULT,
                Build.valueOf(arguments[4]).format())
            .as(arguments[5]);
    try (BisectionTopology topology = new BisectionTopology(settings)) {
      topology.start();
      topology.await();
    }
  }
}
