package firstbad.server.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** A pool that waits in vain whenever it is asked. */
class AwayDatabaseTest {
  private final AtomicLong nanos = new AtomicLong(-5);
  private final AtomicInteger waited = new AtomicInteger();
  private boolean connected;
  private final AwayDatabase source = new AwayDatabase(pool(), () -> connected, nanos::get);

  @Test
  void whoComesSoonAfterHearsAtOnceThatTheDatabaseIsAway() throws Exception {
    refused();
    refused();
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(3) - 1);
    refused();
    assertThat(waited).as("who waited").hasValue(1);

    nanos.addAndGet(1);
    refused();
    assertThat(waited).hasValue(2);
  }

  @Test
  void aPoolThatHasConnectionsIsWaitedFor() throws Exception {
    refused();
    connected = true;
    refused();
    assertThat(waited).hasValue(2);
  }

  private void refused() {
    assertThatThrownBy(source::openConnection)
        .isInstanceOf(SQLTransientConnectionException.class)
        .hasMessage("no connection within 10 s");
  }

  private DataSource pool() {
    return (DataSource)
        Proxy.newProxyInstance(
            DataSource.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (self, method, arguments) -> {
              waited.incrementAndGet();
              throw new SQLTransientConnectionException("no connection within 10 s");
            });
  }
}
