package firstbad.app;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version, from the manifest that the build writes. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version =
        Optional.ofNullable(Firstbad.class.getPackage().getImplementationVersion())
            .orElse("(unpackaged)");
    return new String[] {
      "firstbad " + version, "Java " + Runtime.version() + ", " + System.getProperty("os.name")
    };
  }
}
