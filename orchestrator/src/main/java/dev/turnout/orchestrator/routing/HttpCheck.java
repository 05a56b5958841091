package dev.turnout.orchestrator.routing;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A request with the answer it must give.
 *
 * @param method HTTP method in capitals
 * @param path path with query, starting with a slash
 * @param headers request headers by name
 * @param body request body as text; empty for none
 * @param expectedStatus status code that the answer must have, 100 to 599
 * @param jsonPointer RFC 6901 pointer to the value of the JSON answer that is compared; empty when
 *     only the status counts
 * @param expectedJson the value at the pointer, as JSON text; present if and only if the pointer is
 * @param tolerance largest absolute difference when the expected value is a number, 0 or more
 * @param timeout longest wait for the whole answer, longer than zero
 */
public record HttpCheck(
    String method,
    String path,
    SortedMap<String, String> headers,
    Optional<String> body,
    int expectedStatus,
    Optional<String> jsonPointer,
    Optional<String> expectedJson,
    double tolerance,
    Duration timeout) {

  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

  public HttpCheck {
    headers = Collections.unmodifiableSortedMap(new TreeMap<>(headers));
    if (!method.matches("[A-Z]+")) {
      throw new IllegalArgumentException(
          "Expected an HTTP method in capitals, but got '%s' (write POST)"
              .formatted(Expect.quoted(method)));
    }
    if (!path.startsWith("/")) {
      throw new IllegalArgumentException(
          "Expected a path that starts with a slash, but got '%s' (write /invocations)"
              .formatted(Expect.quoted(path)));
    }
    if (expectedStatus < 100 || expectedStatus > 599) {
      throw new IllegalArgumentException(
          "Expected a status code in 100 to 599, but got %d (write 200)".formatted(expectedStatus));
    }
    requirePair(jsonPointer, expectedJson);
    if (!(tolerance >= 0)) {
      throw new IllegalArgumentException(
          "Expected a tolerance of 0 or more, but got %s (write 0.001)".formatted(tolerance));
    }
    Expect.positive("a timeout", timeout, "10s");
  }

  /** A request that only has to be answered with status 200. */
  public static HttpCheck of(String method, String path, Optional<String> body) {
    return new HttpCheck(
        method,
        path,
        new TreeMap<>(Map.of()),
        body,
        200,
        Optional.empty(),
        Optional.empty(),
        0,
        DEFAULT_TIMEOUT);
  }

  private static void requirePair(Optional<String> pointer, Optional<String> expected) {
    if (pointer.isPresent() != expected.isPresent()) {
      throw new IllegalArgumentException(
          "Expected a JSON pointer together with the expected value, but got only one of them"
              + " (write {jsonPointer: /predictions/0, expectedJson: '1'})");
    }
    pointer.ifPresent(
        text -> {
          if (!text.isEmpty() && !text.startsWith("/")) {
            throw new IllegalArgumentException(
                "Expected a JSON pointer that is empty or starts with a slash, but got '%s' (write"
                        .formatted(Expect.quoted(text))
                    + " /predictions/0)");
          }
        });
  }
}
