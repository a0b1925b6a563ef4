package firstbad.server.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

class DatabaseFaultTest {
  @ParameterizedTest
  @ValueSource(strings = {"57P01", "08006", "40001", "53100", "55P03", "58030", "XX001", "XX002"})
  void whatWouldFailWithAnyRecordIsTheDatabases(String state) {
    assertThat(DatabaseFault.in(wrapped(new SQLException("made up", state)))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"22001", "23505", "42P01", "XX000"})
  void whatFailsWithThisRecordIsTheRecords(String state) {
    assertThat(DatabaseFault.in(wrapped(new SQLException("made up", state)))).isFalse();
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "SQLITE_BUSY_SNAPSHOT",
        "SQLITE_FULL",
        "SQLITE_IOERR_WRITE",
        "SQLITE_LOCKED",
        "SQLITE_CORRUPT_INDEX",
        "SQLITE_NOTADB"
      })
  void anExtendedCodeOfSqliteMeansWhatItsPlainOneMeans(SQLiteErrorCode code) {
    assertThat(DatabaseFault.in(wrapped(new SQLiteException("made up", code)))).isTrue();
  }

  @Test
  void aConstraintIsTheRecordsAndAMissingConnectionIsNot() {
    SQLiteErrorCode constraint = SQLiteErrorCode.SQLITE_CONSTRAINT_UNIQUE;
    assertThat(DatabaseFault.in(wrapped(new SQLiteException("made up", constraint)))).isFalse();
    assertThat(DatabaseFault.in(wrapped(new SQLTransientConnectionException("none")))).isTrue();
    assertThat(DatabaseFault.in(new IllegalStateException("of our own"))).isFalse();
  }

  @Test
  void whatTheDatabaseSaysIsToldAndWhoHoldsItsFile() {
    assertThat(DatabaseFault.said(wrapped(new SQLException("disk full", "53100"))))
        .isEqualTo("disk full");
    assertThat(
            DatabaseFault.said(wrapped(new SQLiteException("busy", SQLiteErrorCode.SQLITE_BUSY))))
        .isEqualTo("busy; another process holds the view's file, which must let it go");
    assertThat(DatabaseFault.said(new IllegalStateException("of our own"))).isEqualTo("of our own");
  }

  private static RuntimeException wrapped(Exception cause) {
    return new IllegalStateException(new RuntimeException(cause));
  }
}
