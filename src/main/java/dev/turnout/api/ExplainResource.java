package dev.turnout.api;

import dev.turnout.api.access.Verb;
import dev.turnout.api.model.ModelView;
import dev.turnout.api.model.ReadModel;
import dev.turnout.bus.Connection;
import dev.turnout.bus.Journal;
import dev.turnout.explain.Explanation;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Why rollouts were decided as they were. Each explanation reads the model's journal, and with its
 * series its inputs, so only some are made at a time, and they are kept for a while.
 */
final class ExplainResource {
  private static final int AT_A_TIME = 2;
  private static final int MOST_KEPT = 50;
  private static final Duration KEPT = Duration.ofSeconds(10);

  private final Connection connection;
  private final ReadModel models;
  private final Semaphore permits = new Semaphore(AT_A_TIME);
  private final Map<String, Kept> kept = new LinkedHashMap<>();

  private record Kept(Reply reply, long untilNanos) {}

  ExplainResource(Connection connection, ReadModel models) {
    this.connection = connection;
    this.models = models;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/api/v1/rollouts/{id}/explain", Verb.READ, this::explain),
        Route.get("/api/v1/rollouts/{id}/explain.txt", Verb.READ, this::text),
        Route.get("/api/v1/rollouts/{id}/explain.svg", Verb.READ, this::plot));
  }

  private Future<Reply> explain(Exchange exchange) {
    return exchange.flag("series")
        ? explained(exchange, "series", one -> Reply.ok(one.treeWithSeries()))
        : explained(exchange, "tree", one -> Reply.ok(one.tree()));
  }

  private Future<Reply> text(Exchange exchange) {
    return explained(
        exchange, "text", one -> Reply.of("text/plain; charset=utf-8", Buffer.buffer(one.text())));
  }

  private Future<Reply> plot(Exchange exchange) {
    return explained(
        exchange,
        "plot",
        one -> Reply.of("image/svg+xml; charset=utf-8", Buffer.buffer(one.plot())));
  }

  private Future<Reply> explained(
      Exchange exchange, String form, Function<Explanation, Reply> answer) {
    String id = exchange.variable("id");
    Optional<String> named = named(exchange, id);
    return exchange.blocking(
        () -> {
          String model = named.orElseGet(() -> ofThePast(exchange, id));
          String key = form + " " + model + " " + id;
          Optional<Reply> known = kept(key);
          return known.isPresent()
              ? known.get()
              : keep(key, limited(() -> answer.apply(Explanation.of(connection, model, id))));
        });
  }

  private <T> T limited(Supplier<T> work) {
    permits.acquireUninterruptibly();
    try {
      return work.get();
    } finally {
      permits.release();
    }
  }

  /** The model that the query names, or whose present or last attempt is meant. */
  private Optional<String> named(Exchange exchange, String id) {
    return exchange
        .query("model")
        .map(
            named -> {
              exchange.requireScope(named);
              return ModelResource.known(models, named).model();
            })
        .or(() -> models.find(id, exchange::sees).map(ModelView::model));
  }

  /** The model of an attempt that is not its model's last; the whole journal is looked through. */
  private String ofThePast(Exchange exchange, String id) {
    return limited(() -> Journal.modelOf(connection, id, exchange::sees))
        .orElseThrow(() -> ModelResource.unknown(models, exchange).thrown());
  }

  private Optional<Reply> kept(String key) {
    synchronized (kept) {
      return Optional.ofNullable(kept.get(key))
          .filter(found -> System.nanoTime() - found.untilNanos() < 0)
          .map(Kept::reply);
    }
  }

  private Reply keep(String key, Reply reply) {
    synchronized (kept) {
      kept.remove(key);
      kept.put(key, new Kept(reply, System.nanoTime() + KEPT.toNanos()));
      if (kept.size() > MOST_KEPT) {
        kept.remove(kept.keySet().iterator().next());
      }
    }
    return reply;
  }
}
