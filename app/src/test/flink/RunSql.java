import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;

/** Runs each statement of a file, in a cluster inside this process, and prints what it gives. */
final class RunSql {
  public static void main(String[] arguments) throws Exception {
    TableEnvironment flink = TableEnvironment.create(EnvironmentSettings.inStreamingMode());
    for (String statement : Files.readString(Path.of(arguments[0])).split(";\\R", -1)) {
      if (!statement.isBlank()) {
        flink.executeSql(statement).print();
      }
    }
  }

  private RunSql() {}
}
