package firstbad.server.access;

import firstbad.server.web.Gate;
import firstbad.server.web.Refusal;
import firstbad.server.web.Route;
import firstbad.server.web.RouteGroup;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import io.javalin.http.SameSite;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Where others reach the server: who writes shows a token with each request, who reads a token or
 * the cookie that a browser got for one. Only the page itself and the health are open, which hold
 * nothing that came from a log; any other address is guarded, also one that is added later.
 */
final class TokenGate implements Gate, RouteGroup {
  private static final String SESSION = "/api/v1/session";
  private static final String COOKIE = "firstbad_session";
  private static final String BEARER = "bearer ";
  private static final Set<HandlerType> READING = Set.of(HandlerType.GET, HandlerType.HEAD);

  /** What anybody may read, without the slash that may stand at the end of a path. */
  private static final Set<String> OPEN =
      Set.of(
          "",
          "/culprits",
          "/suspects",
          "/bug",
          "/crashes",
          "/alerts",
          "/search",
          "/help",
          "/favicon.ico",
          "/health/live",
          "/health/ready");

  /** Below these too. */
  private static final List<String> OPEN_BELOW = List.of("/b/", "/c/", "/assets/");

  private final TokenFile file;
  private final Sessions sessions;
  private final WrongTokens wrong;

  TokenGate(TokenFile file, Sessions sessions, WrongTokens wrong) {
    this.file = file;
    this.sessions = sessions;
    this.wrong = wrong;
  }

  @Override
  public List<Route> routes() {
    return List.of(Route.post(SESSION, this::signIn));
  }

  @Override
  public void pass(Context request) {
    boolean reading = READING.contains(request.method());
    if (reading ? open(request.path()) : request.path().equals(SESSION)) {
      return;
    }
    Optional<String> shown = bearer(request);
    if (shown.isPresent()) {
      Token token = known(request, shown.get());
      if (!reading && !token.writes()) {
        throw new Refusal(HttpStatus.FORBIDDEN, "This token only reads.");
      }
      return;
    }
    String session = request.cookie(COOKIE);
    if (!reading || session == null || !sessions.holds(session, file.tokens())) {
      throw unknown(
          request,
          reading
              ? "Reading needs a token: sign in on the page, or send the header Authorization:"
                  + " Bearer TOKEN."
              : "Writing needs a token: send the header Authorization: Bearer TOKEN.");
    }
  }

  private static boolean open(String path) {
    return OPEN.contains(path.replaceFirst("/+$", ""))
        || OPEN_BELOW.stream().anyMatch(path::startsWith);
  }

  private void signIn(Context request) {
    Token token =
        known(
            request,
            bearer(request)
                .orElseThrow(
                    () ->
                        unknown(
                            request, "Signing in needs the header Authorization: Bearer TOKEN.")));
    request.cookie(cookie(request, sessions.begin(token)));
    request.status(HttpStatus.NO_CONTENT);
  }

  private static Cookie cookie(Context request, String session) {
    Cookie cookie = new Cookie(COOKIE, session);
    cookie.setPath("/");
    cookie.setMaxAge((int) Sessions.AGE.toSeconds());
    cookie.setHttpOnly(true);
    cookie.setSameSite(SameSite.STRICT);
    cookie.setSecure(
        request.scheme().equals("https") || "https".equals(request.header("X-Forwarded-Proto")));
    return cookie;
  }

  private Token known(Context request, String text) {
    Token known = null;
    for (Token token : file.tokens()) {
      known = token.is(text) ? token : known;
    }
    if (known == null) {
      if (!wrong.await(request.req().getRemoteAddr())) {
        request.header("Retry-After", "5");
        throw new Refusal(
            HttpStatus.TOO_MANY_REQUESTS, "Too many wrong tokens were sent; try again later.");
      }
      throw unknown(request, "The token is not one of this server's.");
    }
    return known;
  }

  private static Optional<String> bearer(Context request) {
    return Optional.ofNullable(request.header("Authorization"))
        .filter(value -> value.toLowerCase(Locale.ROOT).startsWith(BEARER))
        .map(value -> value.substring(BEARER.length()).strip());
  }

  private static Refusal unknown(Context request, String sentence) {
    request.header("WWW-Authenticate", "Bearer realm=\"firstbad\"");
    return new Refusal(HttpStatus.UNAUTHORIZED, sentence);
  }
}
