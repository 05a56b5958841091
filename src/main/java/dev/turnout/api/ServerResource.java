package dev.turnout.api;

import dev.turnout.api.access.Caller;
import dev.turnout.api.access.Grant;
import dev.turnout.api.access.Verb;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What there is to say about the server and the caller. */
final class ServerResource {
  private final String version;

  ServerResource(String version) {
    this.version = version;
  }

  List<Route> routes() {
    return List.of(
        Route.open("/api/v1/version", this::version), Route.get("/api/v1/me", Verb.READ, this::me));
  }

  private Future<Reply> version(Exchange exchange) {
    return Future.succeededFuture(Reply.ok(Map.of("version", version)));
  }

  private static Map<String, Object> grant(Grant grant) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("role", grant.role().word());
    tree.put("models", grant.models().globs());
    return tree;
  }

  private Future<Reply> me(Exchange exchange) {
    Caller caller = exchange.caller();
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("actor", caller.actor());
    tree.put("role", caller.role());
    tree.put("grants", caller.grants().stream().map(ServerResource::grant).toList());
    tree.put("verbs", caller.verbs().stream().map(Verb::word).toList());
    tree.put("login", caller.login().name().toLowerCase(Locale.ROOT));
    return Future.succeededFuture(Reply.ok(tree));
  }
}
