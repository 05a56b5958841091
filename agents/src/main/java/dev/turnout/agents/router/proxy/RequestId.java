package dev.turnout.agents.router.proxy;

import io.vertx.core.http.HttpServerRequest;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The id by which a label that comes later finds the answer that it is about. */
final class RequestId {
  static final String HEADER = "x-request-id";

  // Long enough for a UUID or a W3C trace id, short enough for a log line.
  private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._:/+=@-]{1,128}");

  private static final HexFormat HEX = HexFormat.of();

  private RequestId() {}

  /** The client's own id if it is a sane one, else a new one. */
  static String of(HttpServerRequest request) {
    @Nullable String given = request.getHeader(HEADER);
    return given != null && SANE.matcher(given).matches() ? given : random();
  }

  private static String random() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return HEX.toHexDigits(random.nextLong()) + HEX.toHexDigits(random.nextLong());
  }
}
