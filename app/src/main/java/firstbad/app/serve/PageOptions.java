package firstbad.app.serve;

import firstbad.app.cli.DisplayText;
import firstbad.app.cli.Problem;
import firstbad.server.ServerSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the page leads to. A mixin. */
public final class PageOptions {
  @Option(
      names = "--commit-url",
      paramLabel = "URL",
      description =
          "Address of a commit in the web interface of the tree, with %%s for the hash. Default:"
              + " as the label kernel.repo says, where that names a tree of git.kernel.org.")
  private @Nullable String commitUrl;

  /**
   * The settings with what was asked for here.
   *
   * @throws Problem when the address holds no place for a hash, or is none
   */
  public ServerSettings linked(ServerSettings settings) {
    if (commitUrl != null && !commitUrl.matches("https?://[^\\s%]+%s[^\\s%]*")) {
      throw new Problem(
          "--commit-url is to be an http or https address with %s in the place of the hash, such as"
              + " https://git.example.org/linux/commit/?id=%s, not "
              + DisplayText.visible(commitUrl)
              + ".");
    }
    return settings.linking(commitUrl);
  }
}
