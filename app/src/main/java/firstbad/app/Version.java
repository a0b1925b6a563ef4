package firstbad.app;

import firstbad.server.metrics.Build;
import picocli.CommandLine.IVersionProvider;

/** Version and commit of this build, and what it runs on. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {
      "firstbad " + Build.current(),
      "Java " + Runtime.version() + ", " + System.getProperty("os.name")
    };
  }
}
