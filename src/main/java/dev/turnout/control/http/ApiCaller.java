package dev.turnout.control.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.turnout.output.Exit;
import dev.turnout.output.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Speaks HTTP to the API. Waits when it is told to come later; never follows to another address, so
 * that a token stays where it belongs.
 */
final class ApiCaller {
  private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(60);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ApiAddress address;
  private final ApiFailures failures;
  private final HttpClient http;

  ApiCaller(ApiAddress address) {
    this.address = address;
    this.failures = new ApiFailures(address);
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_WITHIN)
            .followRedirects(HttpClient.Redirect.NEVER);
    address.authority().map(Trust::in).ifPresent(builder::sslContext);
    this.http = builder.build();
  }

  /** A part of a path or a query. */
  static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }

  ApiAddress address() {
    return address;
  }

  /** The answer to a GET; anything but success is a failure. */
  ApiAnswer get(String path) {
    return done(send(request(path).GET()));
  }

  /** The same; empty if there is no such thing. */
  Optional<ApiAnswer> find(String path) {
    ApiAnswer answer = send(request(path).GET());
    return answer.problemType().endsWith("/not-found")
        ? Optional.empty()
        : Optional.of(done(answer));
  }

  /**
   * The answer to something that changes things.
   *
   * @return success, or the refusal of an orchestrator
   */
  ApiAnswer change(String method, String path, Optional<Body> body, Map<String, String> headers) {
    HttpRequest.Builder request = request(path);
    headers.forEach(request::header);
    body.ifPresent(some -> request.header("Content-Type", some.type()));
    ApiAnswer answer =
        send(
            request.method(
                method,
                body.map(some -> BodyPublishers.ofString(some.text()))
                    .orElseGet(BodyPublishers::noBody)));
    return answer.isRefusal() ? answer : done(answer);
  }

  /**
   * The lines of an answer that has no end.
   *
   * @throws IOException if it may be there later
   */
  InputStream listen(String path, Optional<String> lastEventId) throws IOException {
    HttpRequest.Builder request = request(path).header("Accept", "text/event-stream").GET();
    lastEventId.ifPresent(id -> request.header("Last-Event-ID", id));
    HttpResponse<InputStream> response = interruptibly(request, BodyHandlers.ofInputStream());
    if (response.statusCode() == 200) {
      return response.body();
    }
    try (InputStream body = response.body()) {
      ApiAnswer answer = ApiAnswer.of(response, new String(body.readAllBytes(), UTF_8));
      Failure failure = failure(answer);
      if (ApiFailures.mayPass(failure)) {
        throw new IOException(failure);
      }
      throw failure;
    }
  }

  /** What a broken connection means to the user. */
  Failure failure(IOException e) {
    return e.getCause() instanceof Failure known ? known : failures.of(e);
  }

  private ApiAnswer done(ApiAnswer answer) {
    if (!answer.isDone()) {
      throw failure(answer);
    }
    return answer;
  }

  private Failure failure(ApiAnswer answer) {
    return failures.of(answer, answer.status() == 403 ? caller() : Optional.empty());
  }

  /** Who the server takes us for. */
  private Optional<String> caller() {
    ApiAnswer me = send(request("/api/v1/me").GET());
    return me.isDone() ? ApiAnswer.optional(me.tree(), "actor") : Optional.empty();
  }

  private ApiAnswer send(HttpRequest.Builder request) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    try {
      while (true) {
        HttpResponse<String> response = interruptibly(request, BodyHandlers.ofString(UTF_8));
        Duration later = later(response);
        if (later.isZero() || System.nanoTime() + later.toNanos() - end > 0) {
          return ApiAnswer.of(response, response.body());
        }
        sleep(later);
      }
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /** When to come again; zero if that was not said. */
  private static Duration later(HttpResponse<?> response) {
    return response.statusCode() == 429
        ? response
            .headers()
            .firstValue("Retry-After")
            .filter(text -> text.matches("[0-9]{1,4}"))
            .map(text -> Duration.ofSeconds(Math.max(1, Long.parseLong(text))))
            .orElse(Duration.ofSeconds(1))
        : Duration.ZERO;
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address.base() + path)).timeout(ANSWER_WITHIN);
    address.token().ifPresent(token -> request.header("Authorization", "Bearer " + token));
    return request;
  }

  private <T> HttpResponse<T> interruptibly(
      HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler) throws IOException {
    try {
      return http.send(request.build(), handler);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  static void sleep(Duration duration) {
    try {
      Thread.sleep(duration.toMillis());
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  static Failure interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new Failure(Exit.TIMED_OUT, "Interrupted while the API was asked", e);
  }

  /** What a request carries. */
  record Body(String type, String text) {
    static Body json(Object tree) {
      return new Body("application/json", dev.turnout.output.Documents.jsonLine(tree));
    }

    static Body yaml(String text) {
      return new Body("application/yaml", text);
    }
  }
}
