package firstbad.server.access;

import firstbad.server.web.Gate;
import firstbad.server.web.Refusal;
import firstbad.server.web.ShortBody;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How often one address may ask. Wide enough for a proxy, behind which everybody has one address;
 * what it stops is a program that asks in a circle. Probes of health always pass, or a busy server
 * would be taken for a dead one.
 */
public final class RateGate implements Gate {

  /** Requests of one address within 10 s, unless told otherwise. */
  public static final int USUAL = 10_000;

  private static final Logger LOG = LoggerFactory.getLogger(RateGate.class);
  private static final long WINDOW_MS = 10_000;
  private static final int READ_AWAY_BYTES = 1 << 20;
  private static final Duration READ_AWAY_WITHIN = Duration.ofSeconds(1);

  /** Further ones count as one, so that many addresses cost no more memory than these. */
  private static final int ADDRESSES = 10_000;

  private static final String OTHERS = "other addresses";

  private final Map<String, Integer> asked = new HashMap<>();
  private final int most;
  private final LongSupplier clock;
  private long began;

  /**
   * @param most requests of one address within 10 s
   * @param clock milliseconds of a clock that nobody sets
   */
  public RateGate(int most, LongSupplier clock) {
    this.most = most;
    this.clock = clock;
  }

  @Override
  public void pass(Context request) {
    if (request.path().startsWith("/health/")) {
      return;
    }
    String address = request.req().getRemoteAddr();
    long seconds = waits(address);
    if (seconds == 0) {
      return;
    }
    // A client that still sends when the connection closes never sees the answer.
    if (ShortBody.read(request, READ_AWAY_BYTES, READ_AWAY_WITHIN).late()) {
      request.header("Connection", "close");
    }
    request.header("Retry-After", String.valueOf(seconds));
    throw tooMany(address, seconds);
  }

  private Refusal tooMany(String address, long seconds) {
    return new Refusal(
        HttpStatus.TOO_MANY_REQUESTS,
        "More than "
            + most
            + " requests arrived from "
            + address
            + " within 10 s; try again in "
            + seconds
            + " s.");
  }

  /** Counts a request; in how many seconds the next is welcome, 0 when this one is. */
  synchronized long waits(String address) {
    long now = clock.getAsLong();
    if (now - began >= WINDOW_MS) {
      asked.clear();
      began = now;
    }
    boolean room = asked.size() < ADDRESSES || asked.containsKey(address);
    int requests = asked.merge(room ? address : OTHERS, 1, Integer::sum);
    if (requests == most + 1) {
      LOG.warn("{} sent more than {} requests within 10 s and has to wait", address, most);
    }
    return requests <= most ? 0 : (began + WINDOW_MS - now + 999) / 1000;
  }
}
