package dev.turnout.control.http;

import dev.turnout.control.Asker;
import dev.turnout.control.Deed;
import dev.turnout.control.Order;
import dev.turnout.output.Failure;
import dev.turnout.yaml.Durations;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An order as a request.
 *
 * @param path with its query
 */
record OrderRequest(String path, ApiCaller.Body body, Map<String, String> headers) {
  /** The server waits no longer than that for the orchestrator. */
  static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  private static final Duration SHORTEST_WAIT = Duration.ofMillis(1);

  static OrderRequest of(ApiAddress address, Order order, Duration wait) {
    Map<String, String> headers = headers(address, order.asker(), order.commandId());
    if (order.deed() instanceof Deed.Start start) {
      String path =
          "/api/v1/rollouts"
              + query(wait, order.asker().reason())
              + "&supersede="
              + start.supersede();
      return new OrderRequest(path, ApiCaller.Body.yaml(start.text()), headers);
    }
    Map<String, Object> body = new LinkedHashMap<>();
    order.asker().reason().ifPresent(reason -> body.put("reason", reason));
    String model = ApiCaller.encoded(order.model());
    if (order.deed() instanceof Deed.Hold hold) {
      String path =
          "/api/v1/models/%s/%s%s".formatted(model, hold.word(), query(wait, Optional.empty()));
      return new OrderRequest(path, ApiCaller.Body.json(body), headers);
    }
    Deed.Steer steer = (Deed.Steer) order.deed();
    if (steer == Deed.Steer.PROMOTE_FULLY) {
      body.put("full", true);
    }
    String path =
        "/api/v1/rollouts/%s/%s%s&model=%s"
            .formatted(
                order.rollout().map(ApiCaller::encoded).orElse(model),
                word(steer),
                query(wait, Optional.empty()),
                model);
    return new OrderRequest(path, ApiCaller.Body.json(body), headers);
  }

  private static String word(Deed.Steer steer) {
    return steer == Deed.Steer.PROMOTE_FULLY ? "promote" : steer.name().toLowerCase(Locale.ROOT);
  }

  /** How long the server shall wait, and why it is asked. */
  static String query(Duration wait, Optional<String> reason) {
    Duration most = wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    Duration some = most.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : most;
    return "?wait="
        + Durations.format(some)
        + reason.map(text -> "&reason=" + ApiCaller.encoded(text)).orElse("");
  }

  /** Who has a token is named by it. */
  static Map<String, String> headers(ApiAddress address, Asker asker, Optional<String> commandId) {
    Map<String, String> headers = new LinkedHashMap<>();
    commandId.ifPresent(id -> headers.put("Idempotency-Key", printable("--command-id", id, 255)));
    if (address.token().isEmpty()) {
      headers.put("Turnout-Actor", printable("--actor", asker.actor(), 128));
    }
    return headers;
  }

  private static String printable(String option, String value, int longest) {
    if (!value.matches("[\\x21-\\x7e][\\x20-\\x7e]*") || value.length() > longest) {
      throw Failure.invalid(
          "%s: Expected 1 to %d printable ASCII characters over HTTP, but got '%s'",
          option, longest, value);
    }
    return value;
  }
}
