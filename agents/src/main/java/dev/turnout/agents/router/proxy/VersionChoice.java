package dev.turnout.agents.router.proxy;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/** Gives each request its id and its version, and says both on the answer. */
final class VersionChoice implements Handler<HttpServerRequest> {
  private final ModelRoutes routes;
  private final DoubleSupplier chance;
  private final Hop next;

  VersionChoice(ModelRoutes routes, DoubleSupplier chance, Hop next) {
    this.routes = routes;
    this.chance = chance;
    this.next = next;
  }

  @Override
  public void handle(HttpServerRequest request) {
    String id = RequestId.of(request);
    request.response().putHeader(RequestId.HEADER, id);
    Optional<RouteTable> table = routes.current();
    if (table.isEmpty()) {
      Problem.unavailable("Model '%s' has no routing table yet".formatted(routes.model()))
          .answer(request);
      return;
    }
    if (!table.get().serves()) {
      Problem.unavailable("Model '%s' has no live version yet".formatted(routes.model()))
          .answer(request);
      return;
    }
    Target target = table.get().choose(request, chance);
    request.response().putHeader(Headers.VERSION, target.version());
    Exchange exchange =
        new Exchange(request, routes.model(), id, target, table.get().mirror(target, chance));
    request.exceptionHandler(gone -> exchange.clientLeft());
    request.response().exceptionHandler(gone -> exchange.clientLeft());
    next.handle(exchange, Body.NONE);
  }
}
