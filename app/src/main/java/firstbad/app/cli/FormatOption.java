package firstbad.app.cli;

import picocli.CommandLine.Option;

/** Whether a command prints for a person or for a program. A mixin. */
public final class FormatOption {
  @Option(
      names = {"-f", "--format"},
      defaultValue = "text",
      description = "text for a person, or json: one object per line.")
  private Format format = Format.TEXT;

  /** Whether a program reads it. */
  public boolean isJson() {
    return format == Format.JSON;
  }
}
