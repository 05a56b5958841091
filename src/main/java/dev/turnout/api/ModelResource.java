package dev.turnout.api;

import dev.turnout.api.access.Verb;
import dev.turnout.api.model.History;
import dev.turnout.api.model.ModelView;
import dev.turnout.api.model.Pages;
import dev.turnout.api.model.ReadModel;
import dev.turnout.view.Status;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Models: their states, nodes, attempts and journals. */
final class ModelResource {
  private static final int PAGE = 100;
  private static final int LONGEST_PAGE = 1000;

  private final ReadModel models;
  private final History history;

  ModelResource(ReadModel models, History history) {
    this.models = models;
    this.history = history;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/api/v1/models", Verb.READ, this::list),
        Route.get("/api/v1/models/{model}", Verb.READ, this::show),
        Route.get("/api/v1/models/{model}/nodes", Verb.READ, this::nodes),
        Route.get("/api/v1/models/{model}/journal", Verb.READ, this::journal),
        Route.get("/api/v1/models/{model}/rollouts", Verb.READ, this::attempts),
        Route.get("/api/v1/rollouts/{id}", Verb.READ, this::rollout));
  }

  /** The model's view. */
  static ModelView known(ReadModel models, String model) {
    return models
        .of(model)
        .orElseThrow(
            () ->
                Problem.of(
                        Problem.Kind.NOT_FOUND,
                        "Expected a model that has had a rollout, but got '%s' (see /api/v1/models)",
                        model)
                    .thrown());
  }

  /** What is meant by the id of an attempt, the name of a rollout or of a model. */
  static ModelView found(ReadModel models, Exchange exchange) {
    String id = exchange.variable("id");
    return models.find(id, exchange::sees).orElseThrow(() -> unknown(models, exchange).thrown());
  }

  /** As the command line says it. */
  static Problem unknown(ReadModel models, Exchange exchange) {
    List<String> some =
        models.after("").stream()
            .filter(view -> exchange.sees(view.model()))
            .limit(20)
            .map(view -> Optional.ofNullable(view.state().getRollout()).orElse(view.model()))
            .toList();
    return Problem.of(
        Problem.Kind.NOT_FOUND,
        "Expected the name of a rollout or a model, but got '%s' (known are: %s)",
        exchange.variable("id"),
        some.isEmpty() ? "none yet" : String.join(", ", some));
  }

  private Future<Reply> list(Exchange exchange) {
    int limit = exchange.number("limit", 1, LONGEST_PAGE, PAGE);
    boolean full = isFull(exchange);
    List<ModelView> page =
        models.after(exchange.query("after").orElse("")).stream()
            .filter(view -> exchange.sees(view.model()))
            .filter(withStatus(exchange).and(named(exchange)))
            .limit(limit + 1L)
            .toList();
    List<ModelView> shown = page.subList(0, Math.min(limit, page.size()));
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("items", shown.stream().map(full ? ModelView::detail : ModelView::summary).toList());
    if (page.size() > limit) {
      tree.put("next", shown.get(limit - 1).model());
    }
    return Future.succeededFuture(Reply.ok(tree));
  }

  private static boolean isFull(Exchange exchange) {
    return switch (exchange.query("view").orElse("summary")) {
      case "full" -> true;
      case "summary" -> false;
      default -> throw exchange.invalid("view", "summary or full");
    };
  }

  private static Predicate<ModelView> withStatus(Exchange exchange) {
    Optional<String> wanted = exchange.query("status");
    if (wanted.isEmpty()) {
      return view -> true;
    }
    Set<String> words = Set.copyOf(List.of(wanted.get().split(",", -1)));
    List<String> known =
        java.util.Arrays.stream(Status.values()).map(status -> Status.word(status)).toList();
    if (!known.containsAll(words)) {
      throw exchange.invalid("status", "some of " + known);
    }
    return view -> words.contains(Status.word(view.status()));
  }

  private static Predicate<ModelView> named(Exchange exchange) {
    String part = exchange.query("q").orElse("").toLowerCase(Locale.ROOT);
    return view ->
        view.model().contains(part)
            || String.valueOf(view.state().getRolloutId()).toLowerCase(Locale.ROOT).contains(part);
  }

  private Future<Reply> show(Exchange exchange) {
    return Future.succeededFuture(Reply.ok(known(models, exchange.model()).detail()));
  }

  private Future<Reply> rollout(Exchange exchange) {
    return Future.succeededFuture(Reply.ok(found(models, exchange).detail()));
  }

  private Future<Reply> nodes(Exchange exchange) {
    return Future.succeededFuture(Reply.ok(known(models, exchange.model()).nodes()));
  }

  private Future<Reply> journal(Exchange exchange) {
    ModelView view = known(models, exchange.model());
    int limit = exchange.number("limit", 1, LONGEST_PAGE, PAGE);
    Optional<Long> before = exchange.number("before");
    Optional<Long> after = exchange.number("after");
    Optional<Long> since = exchange.number("since");
    if (List.of(before, after, since).stream().filter(Optional::isPresent).count() > 1) {
      throw Problem.of(
              Problem.Kind.INVALID, "Expected one of before, after and since, but got several")
          .thrown();
    }
    return exchange.blocking(
        () ->
            Reply.ok(
                Pages.ofEntries(
                    page(view.model(), limit, before, after, since), view.state().getSteps())));
  }

  private History.Page page(
      String model, int limit, Optional<Long> before, Optional<Long> after, Optional<Long> since) {
    if (before.isPresent()) {
      return history.before(model, before.get(), limit);
    }
    if (after.isPresent()) {
      return history.after(model, after.get(), limit);
    }
    return since.isPresent()
        ? history.since(model, Instant.ofEpochMilli(since.get()), limit)
        : history.newest(model, limit);
  }

  private Future<Reply> attempts(Exchange exchange) {
    String model = known(models, exchange.model()).model();
    int limit = exchange.number("limit", 1, PAGE, 20);
    long before = exchange.number("before").orElse(Long.MAX_VALUE);
    return exchange.blocking(
        () -> {
          History.Page page = history.attempts(model, before, limit);
          Map<String, Object> tree = new LinkedHashMap<>();
          tree.put("items", Pages.attempts(page.entries()));
          page.older().ifPresent(older -> tree.put("older", Long.toString(older)));
          return Reply.ok(tree);
        });
  }
}
