package dev.turnout.notify.delivery;

import dev.turnout.notify.message.Format;
import dev.turnout.notify.message.Notice;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A receiver of notices. Its {@link #toString} shows no secret; the address may be one.
 *
 * @param name tells it from the others, in metrics and dead letters
 * @param url where notices are posted
 * @param secret with which they are signed; empty for receivers that check none
 * @param headers of each request
 * @param events types that it wants, a pattern each
 * @param models that it wants, a pattern each
 * @param timeout how long an answer may take, 1 s to 1 min; default 10 s
 * @param giveUpAfter how long a notice is tried, 1 s to 7 days; default 24 h
 */
public record Webhook(
    String name,
    URI url,
    Format format,
    Optional<Signature> secret,
    Map<String, String> headers,
    List<Pattern> events,
    List<Pattern> models,
    Duration timeout,
    Duration giveUpAfter) {

  public Webhook {
    headers = Map.copyOf(headers);
    events = List.copyOf(events);
    models = List.copyOf(models);
    if (!name.matches("[A-Za-z0-9._-]{1,60}")) {
      throw new IllegalArgumentException(
          "Expected a name of 1 to 60 letters, digits, '.', '_' and '-', but got '%s' (such as team-chat)"
              .formatted(name));
    }
  }

  /** Whether the receiver wants to hear of it. */
  public boolean wants(Notice notice) {
    return matches(events, notice.type()) && matches(models, notice.model());
  }

  private static boolean matches(List<Pattern> patterns, String text) {
    return patterns.stream().anyMatch(pattern -> pattern.matcher(text).matches());
  }

  @Override
  public String toString() {
    return "Webhook[name=%s, format=%s]".formatted(name, format);
  }
}
