package dev.turnout.api;

import dev.turnout.api.access.Verb;
import dev.turnout.bus.Connection;
import dev.turnout.letters.Decoded;
import dev.turnout.letters.Letter;
import dev.turnout.letters.LetterPage;
import dev.turnout.letters.LetterQuery;
import dev.turnout.letters.LetterTree;
import dev.turnout.letters.Letters;
import dev.turnout.letters.Place;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Dead letters; they belong to no model for certain, so only who may see all models sees them. */
final class LetterResource {
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
    exchange.requireEverywhere();
    LetterQuery query =
        new LetterQuery(
            exchange.query("topic"),
            exchange.query("model"),
            exchange.number("since").map(Instant::ofEpochMilli),
            exchange.number("last", 1, LetterQuery.MOST, 100));
    return exchange.blocking(
        () -> {
          LetterPage page = LetterPage.read(connection, query);
          Map<String, Object> tree = new LinkedHashMap<>();
          tree.put("items", page.letters());
          tree.put("older", page.older());
          return Reply.ok(tree);
        });
  }

  private Future<Reply> show(Exchange exchange) {
    exchange.requireEverywhere();
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

  private static Place place(String text) {
    try {
      return Place.of(text);
    } catch (IllegalArgumentException e) {
      throw Problem.of(Problem.Kind.INVALID, "%s", String.valueOf(e.getMessage())).thrown();
    }
  }
}
