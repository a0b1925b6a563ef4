package firstbad.app;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The list of commands in the help, group by group. */
final class CommandList {
  private static final int NAME_WIDTH = 14;
  private static final int WIDTH = 80;

  static Entry<String, List<Class<?>>> group(String heading, Class<?>... commands) {
    return Map.entry(heading, List.of(commands));
  }

  @SafeVarargs
  static Map<String, List<Class<?>>> of(Entry<String, List<Class<?>>>... groups) {
    Map<String, List<Class<?>>> listing = new LinkedHashMap<>();
    for (Entry<String, List<Class<?>>> group : groups) {
      listing.put(group.getKey(), group.getValue());
    }
    return listing;
  }

  static String render(Help help) {
    if (help.commandSpec().parent() != null || help.subcommands().isEmpty()) {
      return help.commandList();
    }
    StringBuilder text = new StringBuilder();
    Firstbad.COMMANDS.forEach(
        (heading, commands) -> {
          if (!commands.stream().allMatch(Absent::is)) {
            text.append(help.createHeading("%n" + heading + ":%n"));
            text.append(table(help, commands));
          }
        });
    return text.toString();
  }

  private static TextTable table(Help help, List<Class<?>> commands) {
    TextTable table =
        TextTable.forColumns(
            help.colorScheme(),
            new Column(NAME_WIDTH, 2, Overflow.SPAN),
            new Column(WIDTH - NAME_WIDTH, 2, Overflow.WRAP));
    for (CommandLine command : help.commandSpec().subcommands().values()) {
      if (commands.contains(command.getCommandSpec().userObject().getClass())) {
        UsageMessageSpec usage = command.getCommandSpec().usageMessage();
        String[] header = usage.header().length > 0 ? usage.header() : usage.description();
        table.addRowValues(
            help.colorScheme().commandText(command.getCommandName()),
            help.colorScheme().text(header.length > 0 ? header[0] : ""));
      }
    }
    return table;
  }

  private CommandList() {}
}
