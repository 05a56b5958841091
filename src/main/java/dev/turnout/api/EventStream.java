package dev.turnout.api;

import dev.turnout.api.model.Feed;
import dev.turnout.api.model.Feed.Happening;
import dev.turnout.api.model.ModelView;
import dev.turnout.api.model.ReadModel;
import dev.turnout.output.Documents;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One client that listens. It keeps nothing but the client's place in the feed: who reads slowly is
 * written to slowly, and who falls too far behind is told so.
 */
final class EventStream {
  private static final Duration BEAT = Duration.ofSeconds(15);

  /** Then the client comes again, and has to show that it still may. */
  private static final Duration LONGEST = Duration.ofHours(1);

  private final Vertx vertx;
  private final ReadModel models;
  private final Exchange exchange;
  private final Optional<String> model;
  private final HttpServerResponse response;
  private final Promise<Void> end = Promise.promise();
  private final AtomicBoolean woken = new AtomicBoolean();
  private long heard;

  EventStream(
      Vertx vertx, ReadModel models, Exchange exchange, Optional<String> model, long heard) {
    this.vertx = vertx;
    this.models = models;
    this.exchange = exchange;
    this.model = model;
    this.heard = heard;
    this.response = exchange.request().response();
  }

  String actor() {
    return exchange.caller().actor();
  }

  /** Begins to write; the result is there when the client has gone. */
  Future<Void> start() {
    Context context = vertx.getOrCreateContext();
    Runnable wake =
        () -> {
          if (woken.compareAndSet(false, true)) {
            context.runOnContext(nothing -> write());
          }
        };
    long beat = vertx.setPeriodic(BEAT.toMillis(), timer -> beat());
    long limit = vertx.setTimer(LONGEST.toMillis(), timer -> response.end());
    response.closeHandler(nothing -> end.tryComplete());
    response.endHandler(nothing -> end.tryComplete());
    response.exceptionHandler(trouble -> end.tryComplete());
    response.drainHandler(nothing -> wake.run());
    response
        .setChunked(true)
        .putHeader("Content-Type", "text/event-stream; charset=utf-8")
        .putHeader("X-Accel-Buffering", "no")
        .write("retry: 2000\n\n: Turnout\n\n");
    models.feed().listen(wake);
    wake.run();
    return end.future()
        .onComplete(
            nothing -> {
              models.feed().forget(wake);
              vertx.cancelTimer(beat);
              vertx.cancelTimer(limit);
            });
  }

  private void beat() {
    if (!response.writeQueueFull() && !response.closed()) {
      response.write(": beat\n\n");
    }
  }

  private void write() {
    woken.set(false);
    Feed feed = models.feed();
    while (!response.closed() && !response.writeQueueFull()) {
      if (!feed.reaches(heard)) {
        heard = feed.newest();
        write("reset", "{}");
        continue;
      }
      Optional<Happening> next = feed.after(heard);
      if (next.isEmpty()) {
        return;
      }
      heard = next.get().number();
      tell(next.get());
    }
  }

  private void tell(Happening happening) {
    boolean wanted =
        model.map(happening.model()::equals).orElseGet(() -> exchange.sees(happening.model()));
    if (!wanted) {
      return;
    }
    if (happening.entry().isPresent()) {
      write("entry", happening.entry().get());
    } else if (model.isPresent() || happening.summaryChanged()) {
      models.of(happening.model()).map(this::shown).ifPresent(tree -> write("state", json(tree)));
    }
  }

  private Map<String, Object> shown(ModelView view) {
    return model.isPresent() ? view.detail() : view.summary();
  }

  private static String json(Map<String, Object> tree) {
    return Documents.jsonLine(tree).strip();
  }

  private void write(String event, String data) {
    response.write(
        "id: %s-%d\nevent: %s\ndata: %s\n\n".formatted(models.feed().name(), heard, event, data));
  }
}
