package dev.turnout.api;

import dev.turnout.api.access.Verb;
import dev.turnout.api.model.Feed;
import dev.turnout.api.model.ReadModel;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Live changes as server-sent events. */
final class EventResource {
  private static final int MOST_STREAMS = 1000;
  private static final int MOST_OF_ONE = 50;

  private final Vertx vertx;
  private final ReadModel models;
  private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();

  EventResource(Vertx vertx, ReadModel models) {
    this.vertx = vertx;
    this.models = models;
  }

  List<Route> routes() {
    return List.of(Route.get("/api/v1/events", Verb.READ, this::listen));
  }

  private Future<Reply> listen(Exchange exchange) {
    Optional<String> model = exchange.query("model");
    model.ifPresent(exchange::requireScope);
    String actor = exchange.caller().actor();
    long own = streams.stream().filter(stream -> stream.actor().equals(actor)).count();
    if (streams.size() >= MOST_STREAMS || own >= MOST_OF_ONE) {
      throw Problem.of(
              Problem.Kind.TOO_MANY_REQUESTS,
              "Expected at most %d streams of events at a time, %d of them yours, but there are as many already (close some)",
              MOST_STREAMS,
              MOST_OF_ONE)
          .with("retryAfter", 10)
          .thrown();
    }
    EventStream stream =
        new EventStream(vertx, models, exchange, model, heard(exchange, models.feed()));
    streams.add(stream);
    stream.start().onComplete(end -> streams.remove(stream));
    return Future.succeededFuture(Reply.streamed());
  }

  /** The place to go on from; -1, which no feed reaches, if it is of another process. */
  private static long heard(Exchange exchange, Feed feed) {
    Optional<String> last = exchange.header("Last-Event-ID");
    if (last.isEmpty()) {
      return feed.newest();
    }
    String[] parts = last.get().split("-", 2);
    return parts.length == 2 && parts[0].equals(feed.name()) && parts[1].matches("[0-9]{1,18}")
        ? Long.parseLong(parts[1])
        : -1;
  }
}
