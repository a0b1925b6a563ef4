package firstbad.server.access;

import firstbad.server.web.Gate;
import firstbad.server.web.Route;
import firstbad.server.web.RouteGroup;
import io.javalin.http.Context;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Who may do what: by token where there are tokens, else by being on this machine. */
public final class Access implements Gate, RouteGroup {
  private final Gate gate;
  private final RouteGroup signIn;

  /**
   * @param host address that the server listens on
   * @param tokens the file of tokens; null for none
   * @param origins of pages on this machine that may write beside its own, such as {@code
   *     http://localhost:3000}; without tokens only
   * @param clock milliseconds since the epoch
   * @throws AccessException when the server would be open to others, or the file cannot be used
   */
  public Access(String host, @Nullable Path tokens, Set<String> origins, LongSupplier clock) {
    if (tokens != null) {
      TokenGate byToken =
          new TokenGate(new TokenFile(tokens, clock), new Sessions(clock), new WrongTokens(clock));
      gate = byToken;
      signIn = byToken;
      return;
    }
    if (!loopback(host)) {
      throw new AccessException(
          "Other machines reach "
              + host
              + ", and anybody there could write; name a file of tokens with --tokens, or listen"
              + " on 127.0.0.1.");
    }
    LoopbackGate byPlace = new LoopbackGate(origins);
    gate = byPlace;
    signIn = byPlace;
  }

  private static boolean loopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw new AccessException("The address " + host + " to listen on is not known.", e);
    }
  }

  @Override
  public List<Route> routes() {
    return signIn.routes();
  }

  @Override
  public void pass(Context request) {
    gate.pass(request);
  }
}
