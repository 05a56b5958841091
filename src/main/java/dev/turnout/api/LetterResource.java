package dev.turnout.api;

import dev.turnout.api.access.Verb;
import dev.turnout.bus.Connection;
import dev.turnout.cli.letters.Decoded;
import dev.turnout.cli.letters.Letter;
import dev.turnout.cli.letters.LetterTree;
import dev.turnout.cli.letters.Letters;
import dev.turnout.cli.letters.Place;
import io.vertx.core.Future;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/** Dead letters; they belong to no model for certain, so only who may see all models sees them. */
final class LetterResource {
  private static final int MOST = 1000;
  private static final Comparator<Letter> OLDEST_FIRST =
      Comparator.comparing(Letter::at).thenComparing(Letter::place);

  private final Connection connection;

  LetterResource(Connection connection) {
    this.connection = connection;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/api/v1/dead-letters", Verb.READ_LETTERS, this::list),
        Route.get("/api/v1/dead-letters/{letter}", Verb.READ_LETTERS, this::show));
  }

  private Future<Reply> list(Exchange exchange) {
    requireAll(exchange);
    int last = exchange.number("last", 1, MOST, 100);
    return exchange.blocking(
        () -> {
          PriorityQueue<Letter> newest = new PriorityQueue<>(OLDEST_FIRST);
          try (Letters letters = Letters.open(connection)) {
            letters.each(
                (letter, replays) -> {
                  newest.add(letter.withoutBytes());
                  if (newest.size() > last) {
                    newest.remove();
                  }
                });
            return Reply.ok(
                Map.of(
                    "items",
                    newest.stream()
                        .sorted(OLDEST_FIRST)
                        .map(one -> LetterTree.of(one, letters.replays(one)))
                        .toList()));
          }
        });
  }

  private Future<Reply> show(Exchange exchange) {
    requireAll(exchange);
    Place place = place(exchange.variable("letter"));
    return exchange.blocking(
        () -> {
          try (Letters letters = Letters.open(connection)) {
            Letter letter = letters.find(place);
            return Reply.ok(
                LetterTree.whole(letter, letters.replays(letter), Decoded.of(letters, letter)));
          }
        });
  }

  private static void requireAll(Exchange exchange) {
    if (!exchange.caller().mayEverywhere(Verb.READ_LETTERS)) {
      throw Problem.of(
              Problem.Kind.FORBIDDEN,
              "Expected somebody who may '%s' for all models, but your models are some",
              Verb.READ_LETTERS.word())
          .thrown();
    }
  }

  private static Place place(String text) {
    try {
      return Place.of(text);
    } catch (IllegalArgumentException e) {
      throw Problem.of(Problem.Kind.INVALID, "%s", String.valueOf(e.getMessage())).thrown();
    }
  }
}
