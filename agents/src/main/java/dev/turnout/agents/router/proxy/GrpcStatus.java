package dev.turnout.agents.router.proxy;

import io.vertx.core.http.HttpClientResponse;
import org.jspecify.annotations.Nullable;

/** gRPC answers every call with HTTP 200 and says in a trailer what really happened. */
final class GrpcStatus {
  private static final String HEADER = "grpc-status";

  // By gRPC's numbers, as its HTTP gateway maps them.
  private static final int[] HTTP = {
    200, 499, 500, 400, 504, 404, 409, 403, 429, 400, 409, 400, 501, 500, 503, 500, 401
  };

  private GrpcStatus() {}

  /** The status by which an answer that has ended is judged, as an HTTP status. */
  static int effective(HttpClientResponse answer) {
    if (answer.statusCode() != 200 || !Headers.isGrpc(answer.headers())) {
      return answer.statusCode();
    }
    @Nullable String trailer = answer.trailers().get(HEADER);
    @Nullable String status = trailer != null ? trailer : answer.headers().get(HEADER);
    return status == null ? 500 : toHttp(status);
  }

  private static int toHttp(String status) {
    for (int code = 0; code < HTTP.length; code++) {
      if (status.equals(Integer.toString(code))) {
        return HTTP[code];
      }
    }
    return 500;
  }
}
