package firstbad.server.web;

import io.javalin.http.HttpStatus;
import java.nio.ByteBuffer;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Answers what Jetty refuses before anything of ours sees it, as {@link Problems} do. */
public final class BadRequests extends ErrorHandler {
  private static final String SENTENCE = "The request breaks the rules of HTTP: %s.";

  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int code,
      String message,
      Throwable cause,
      Callback callback) {
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problems.TYPE);
    response.getHeaders().put("X-Content-Type-Options", "nosniff");
    response.write(true, ByteBuffer.wrap(problem(code, message)), callback);
  }

  private static byte[] problem(int code, String message) {
    HttpStatus status = HttpStatus.forStatus(code);
    String sentence =
        status.isClientError()
            ? SENTENCE.formatted(message == null ? status.getMessage() : message)
            : "The server failed at this request.";
    return Problems.problem(status, sentence, Map.of());
  }
}
