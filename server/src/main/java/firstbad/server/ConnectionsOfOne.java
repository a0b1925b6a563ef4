package firstbad.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.util.IO;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Limits the connections that one address has open, so that nobody alone takes all. One beyond the
 * limit is closed before anything is read from it, and is not counted.
 *
 * <p>A closed channel no longer knows its address, so each counted one is kept with its address
 * until Jetty reports its end: once as closed, or as failed, or (where a connection fails while it
 * is set up) as both. Safe for use by several threads.
 */
final class ConnectionsOfOne implements SelectorManager.AcceptListener {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectionsOfOne.class);
  private static final long SAID_EVERY_MS = Duration.ofMinutes(1).toMillis();

  private final int most;
  private final LongSupplier clock;
  private final IdentityHashMap<SelectableChannel, InetAddress> counted = new IdentityHashMap<>();
  private final Map<InetAddress, Integer> open = new HashMap<>();
  private long unsaid;
  private @Nullable Long saidAt;

  /**
   * @param most connections that one address may have open at a time
   * @param clock milliseconds since the epoch
   */
  ConnectionsOfOne(int most, LongSupplier clock) {
    this.most = most;
    this.clock = clock;
  }

  @Override
  public void onAccepting(SelectableChannel channel) {
    InetAddress address = address(channel);
    if (address != null && !count(channel, address)) {
      say(address);
      IO.close(channel); // Jetty reports it as failed
    }
  }

  @Override
  public void onAcceptFailed(SelectableChannel channel, Throwable cause) {
    discount(channel);
  }

  @Override
  public void onClosed(SelectableChannel channel) {
    discount(channel);
  }

  /** Null for one that is closed already: by its sender, or since the server has too many. */
  private static @Nullable InetAddress address(SelectableChannel channel) {
    try {
      return channel instanceof SocketChannel socket
              && socket.getRemoteAddress() instanceof InetSocketAddress remote
          ? remote.getAddress()
          : null;
    } catch (IOException e) {
      LOG.debug("a connection was closed before it was counted", e);
      return null;
    }
  }

  private synchronized boolean count(SelectableChannel channel, InetAddress address) {
    int before = open.getOrDefault(address, 0);
    if (before >= most) {
      return false;
    }
    open.put(address, before + 1);
    counted.put(channel, address);
    return true;
  }

  private synchronized void discount(SelectableChannel channel) {
    InetAddress address = counted.remove(channel);
    if (address != null) {
      open.computeIfPresent(address, (any, count) -> count == 1 ? null : count - 1);
    }
  }

  /** At most one line a minute: whoever is refused may try again a thousand times a second. */
  private synchronized void say(InetAddress address) {
    unsaid++;
    long now = clock.getAsLong();
    if (saidAt == null || now < saidAt || now - saidAt >= SAID_EVERY_MS) {
      LOG.warn(
          "{} has {} connections open, which is the limit of one address; further ones are closed"
              + " at once until it closes some ({} refused since this was last said)",
          address.getHostAddress(),
          most,
          unsaid);
      saidAt = now;
      unsaid = 0;
    }
  }

  /** How many connections are counted, and under how many addresses: both 0 when none is open. */
  synchronized Counts counts() {
    return new Counts(counted.size(), open.size());
  }

  record Counts(int connections, int addresses) {}
}
