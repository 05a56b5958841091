package dev.turnout.agents.router.proxy;

import dev.turnout.agents.routing.Stickiness;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the key that makes a request sticky. */
final class KeyReader {
  private final Stickiness stickiness;

  KeyReader(Stickiness stickiness) {
    this.stickiness = stickiness;
  }

  /** The key; empty if the request has none, an empty one or one that cannot be read. */
  Optional<String> read(HttpServerRequest request) {
    return Optional.ofNullable(find(request)).filter(key -> !key.isEmpty());
  }

  private @Nullable String find(HttpServerRequest request) {
    String name = stickiness.name();
    return switch (stickiness.source()) {
      case HEADER -> request.getHeader(name);
      case COOKIE -> cookie(request, name);
      case QUERY -> parameter(request, name);
      case NONE -> null;
    };
  }

  private static @Nullable String cookie(HttpServerRequest request, String name) {
    Cookie cookie = request.getCookie(name);
    return cookie == null ? null : cookie.getValue();
  }

  private static @Nullable String parameter(HttpServerRequest request, String name) {
    try {
      return request.getParam(name);
    } catch (IllegalArgumentException malformedQuery) {
      return null;
    }
  }
}
