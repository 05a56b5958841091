package dev.turnout.agents.router.proxy;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which headers go through the proxy, and which it sets itself. */
final class Headers {
  static final String VERSION = "x-turnout-version";

  /** Tells a version that nobody will see its answer. */
  static final String MIRROR = "x-turnout-mirror";

  private static final Set<String> HOP_BY_HOP =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-connection",
          "proxy-authorization",
          "te",
          "transfer-encoding",
          "upgrade",
          "http2-settings");

  // The proxy answers "Expect: 100-continue" itself.
  private static final Set<String> NOT_FORWARDED =
      hopByHopAnd("host", "expect", RequestId.HEADER, MIRROR);
  private static final Set<String> NOT_ANSWERED = hopByHopAnd(VERSION, RequestId.HEADER);

  private Headers() {}

  /** Copies the end-to-end headers of a request and adds who asked for what. */
  static void forward(Exchange exchange, MultiMap to) {
    HttpServerRequest request = exchange.request();
    copy(request.headers(), to, NOT_FORWARDED);
    to.set(RequestId.HEADER, exchange.requestId());
    append(to, "x-forwarded-for", request.remoteAddress().hostAddress());
    setIfAbsent(to, "x-forwarded-proto", request.isSSL() ? "https" : "http");
    HostAndPort authority = request.authority();
    if (authority != null) {
      setIfAbsent(to, "x-forwarded-host", authority.toString());
    }
  }

  /** Keeps the one hop-by-hop header that gRPC needs on HTTP/2. */
  static void forwardTrailersWish(HttpServerRequest request, MultiMap to) {
    if ("trailers".equalsIgnoreCase(request.getHeader("te"))) {
      to.set("te", "trailers");
    }
  }

  /** Keeps what asks for another protocol on the same connection. */
  static void forwardUpgrade(MultiMap from, MultiMap to) {
    @Nullable String upgrade = from.get("upgrade");
    if (upgrade != null) {
      to.set("connection", "upgrade");
      to.set("upgrade", upgrade);
    }
  }

  /** Copies the end-to-end headers of a response; the version and the id are the proxy's. */
  static void answer(MultiMap from, MultiMap to) {
    copy(from, to, NOT_ANSWERED);
  }

  static boolean isGrpc(MultiMap headers) {
    @Nullable String type = headers.get("content-type");
    return type != null && type.startsWith("application/grpc");
  }

  static boolean isWebSocket(MultiMap headers) {
    return "websocket".equalsIgnoreCase(headers.get("upgrade"));
  }

  private static void copy(MultiMap from, MultiMap to, Set<String> except) {
    @Nullable String nominated = from.get("connection");
    String connection = nominated == null ? "" : nominated.toLowerCase(Locale.ROOT);
    for (Map.Entry<String, String> header : from) {
      String name = header.getKey().toLowerCase(Locale.ROOT);
      boolean pseudo = name.startsWith(":");
      if (!pseudo && !except.contains(name) && !isNominated(connection, name)) {
        to.add(name, header.getValue());
      }
    }
  }

  /** One set to look into for each header of each request, of the kind that finds fastest. */
  private static Set<String> hopByHopAnd(String... names) {
    Set<String> all = new HashSet<>(HOP_BY_HOP);
    all.addAll(List.of(names));
    return Collections.unmodifiableSet(all);
  }

  private static boolean isNominated(String connection, String name) {
    if (connection.isEmpty() || !connection.contains(name)) {
      return false;
    }
    for (String token : connection.split(",", -1)) {
      if (token.trim().equals(name)) {
        return true;
      }
    }
    return false;
  }

  private static void append(MultiMap to, String name, String value) {
    @Nullable String before = to.get(name);
    to.set(name, before == null ? value : before + ", " + value);
  }

  private static void setIfAbsent(MultiMap to, String name, String value) {
    if (!to.contains(name)) {
      to.set(name, value);
    }
  }
}
