package dev.turnout.notify.delivery;

import dev.turnout.notify.message.Notice;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Posts notices. Safe for all threads. */
public final class Sender {
  private static final int GONE = 410;

  private final HttpClient http =
      HttpClient.newBuilder()
          .connectTimeout(Duration.ofSeconds(10))
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  /**
   * What came of it.
   *
   * @param trouble why it did not arrive; empty if it did
   * @param hopeless whether the receiver wants no other try
   * @param notBefore how long the receiver asks to wait; empty if it does not say
   */
  public record Outcome(Optional<String> trouble, boolean hopeless, Optional<Duration> notBefore) {
    static Outcome failed(String trouble) {
      return new Outcome(Optional.of(trouble), false, Optional.empty());
    }
  }

  /** Posts it; never fails otherwise than with an outcome. */
  public CompletableFuture<Outcome> send(Webhook webhook, Notice notice, Instant now) {
    byte[] body = webhook.format().write(notice);
    // A dot would make it ambiguous what was signed; no model has an underscore in its name.
    String id = notice.id().replace('.', '_');
    HttpRequest.Builder request =
        HttpRequest.newBuilder(webhook.url())
            .timeout(webhook.timeout())
            .header("Content-Type", webhook.format().contentType())
            .header("User-Agent", "turnout")
            .header("webhook-id", id)
            .header("webhook-timestamp", Long.toString(now.getEpochSecond()));
    webhook
        .secret()
        .ifPresent(
            secret ->
                request.header("webhook-signature", secret.sign(id, now.getEpochSecond(), body)));
    webhook.headers().forEach(request::setHeader);
    return http.sendAsync(
            request.POST(BodyPublishers.ofByteArray(body)).build(), BodyHandlers.discarding())
        .handle(
            (response, failure) ->
                failure == null ? outcome(response) : Outcome.failed(reason(failure)));
  }

  private static Outcome outcome(HttpResponse<Void> response) {
    int status = response.statusCode();
    if (status / 100 == 2) {
      return new Outcome(Optional.empty(), false, Optional.empty());
    }
    Optional<Duration> wait =
        response
            .headers()
            .firstValue("Retry-After")
            .filter(text -> text.matches("[0-9]{1,6}"))
            .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)));
    return new Outcome(Optional.of("HTTP " + status), status == GONE, wait);
  }

  /** The address is not part of it, because it may be a secret. */
  private static String reason(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return cause.getClass().getSimpleName();
  }
}
