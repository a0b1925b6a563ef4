package firstbad.app;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The commands, group by group, and their list in the help. */
final class CommandList {
  private static final int NAME_WIDTH = 14;
  private static final int WIDEST = 1000;

  private final Map<String, List<Class<?>>> commands = new LinkedHashMap<>();

  /** The same with a group more. */
  CommandList group(String heading, Class<?>... group) {
    commands.put(heading, List.of(group));
    return this;
  }

  /** Every command, in the order of the help. */
  Stream<Class<?>> all() {
    return commands.values().stream().flatMap(List::stream);
  }

  String render(Help help) {
    if (help.commandSpec().parent() != null || help.subcommands().isEmpty()) {
      return help.commandList();
    }
    StringBuilder text = new StringBuilder();
    commands.forEach(
        (heading, group) -> {
          if (!group.stream().allMatch(Absent::is)) {
            text.append(help.createHeading("%n" + heading + ":%n"));
            text.append(table(help, group));
          }
        });
    return text.toString();
  }

  private static TextTable table(Help help, List<Class<?>> commands) {
    TextTable table =
        TextTable.forColumns(
            help.colorScheme(),
            new Column(NAME_WIDTH, 2, Overflow.SPAN),
            new Column(WIDEST - NAME_WIDTH, 2, Overflow.WRAP));
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
}
