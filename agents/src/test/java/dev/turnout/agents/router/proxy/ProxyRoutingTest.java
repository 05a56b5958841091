package dev.turnout.agents.router.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.agents.router.Endpoint;
import dev.turnout.agents.routing.Stickiness;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProxyRoutingTest {
  private static final String UPSTREAM_HEADERS = "/headers";

  private final ProxyUnderTest proxy = new ProxyUnderTest();
  private Map<String, Endpoint> endpoints = Map.of();

  @BeforeAll
  void serveTwoVersions() {
    endpoints =
        Map.of(
            "v1",
            proxy.serve(request -> answer("v1", request)),
            "v2",
            proxy.serve(request -> answer("v2", request)));
  }

  @AfterAll
  void close() {
    proxy.close();
  }

  private static void answer(String version, HttpServerRequest request) {
    if (request.path().equals(UPSTREAM_HEADERS)) {
      StringBuilder seen = new StringBuilder();
      request
          .headers()
          .forEach(h -> seen.append(h.getKey()).append('=').append(h.getValue()).append('\n'));
      request
          .response()
          .putHeader("connection", "x-secret")
          .putHeader("x-secret", "1")
          .putHeader("x-request-id", "upstream")
          .putHeader("x-turnout-version", "forged")
          .putHeader("x-kept", "yes")
          .end(seen.toString());
    } else {
      request.response().end(version);
    }
  }

  @Test
  void shouldStickByHeader() {
    proxy.route(Stickiness.header("X-User-Id"), 0.5, endpoints);

    shouldStick(user -> proxy.request("/").header("x-user-id", "user-" + user));
  }

  @Test
  void shouldStickByCookie() {
    proxy.route(Stickiness.cookie("uid"), 0.5, endpoints);

    shouldStick(user -> proxy.request("/").header("cookie", "a=b; uid=user-" + user + "; c=d"));
  }

  @Test
  void shouldStickByQueryParameter() {
    proxy.route(Stickiness.query("user"), 0.5, endpoints);

    shouldStick(user -> proxy.request("/?a=b&user=user-" + user));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/?user=", "/?user", "/?user=%zz"})
  void shouldSplitByChanceWithoutAReadableKey(String path) {
    proxy.route(Stickiness.query("user"), 0.5, endpoints);

    Set<String> versions = new HashSet<>();
    for (int i = 0; i < 40; i++) {
      versions.add(rawGet(path));
    }

    assertThat(versions).containsExactlyInAnyOrder("v1", "v2");
  }

  @Test
  void shouldSayWhichVersionAnswered() {
    proxy.route(Stickiness.none(), 1, endpoints);

    HttpResponse<String> response = proxy.get(UPSTREAM_HEADERS);

    assertThat(response.headers().allValues("x-turnout-version")).containsExactly("v2");
  }

  @Test
  void shouldKeepASaneRequestId() {
    proxy.route(Stickiness.none(), 1, endpoints);

    HttpResponse<String> response =
        proxy.send(proxy.request(UPSTREAM_HEADERS).header("x-request-id", "order-17"));

    assertThat(response.headers().allValues("x-request-id")).containsExactly("order-17");
    assertThat(response.body()).containsIgnoringCase("x-request-id=order-17\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "with space", "<script>"})
  void shouldReplaceARequestIdThatIsNotSane(String given) {
    proxy.route(Stickiness.none(), 1, endpoints);

    HttpResponse<String> response =
        proxy.send(proxy.request(UPSTREAM_HEADERS).header("x-request-id", given));

    String id = response.headers().firstValue("x-request-id").orElseThrow();
    assertThat(id).matches("[0-9a-f]{32}");
    assertThat(response.body()).containsIgnoringCase("x-request-id=" + id + "\n");
  }

  @Test
  void shouldForwardEndToEndHeadersOnly() {
    proxy.route(Stickiness.none(), 1, endpoints);

    HttpResponse<String> response =
        proxy.send(
            proxy
                .request(UPSTREAM_HEADERS)
                .header("x-own", "1")
                .header("x-forwarded-for", "10.0.0.9")
                .header("te", "deflate")
                .header("authorization", "Bearer t"));

    assertThat(response.body().lines())
        .contains(
            "x-own=1",
            "authorization=Bearer t",
            "x-forwarded-for=10.0.0.9, 127.0.0.1",
            "x-forwarded-proto=http",
            "x-forwarded-host=127.0.0.1:" + proxy.port())
        .noneMatch(line -> line.startsWith("te="))
        .anyMatch(line -> line.equalsIgnoreCase("host=" + endpoints.get("v2").authority()));
    assertThat(response.headers().firstValue("x-kept")).contains("yes");
    assertThat(response.headers().firstValue("x-secret")).isEmpty();
  }

  @Test
  void shouldAnswer503WithoutAnEndpointAndBlameTheVersion() {
    // One of its own, because answers are counted once they are sent: of other tests, too.
    try (ProxyUnderTest own = new ProxyUnderTest()) {
      own.route(Stickiness.none(), 1, Map.of("v1", endpoints.get("v1")));

      HttpResponse<String> response = own.get("/");

      assertThat(response.statusCode()).isEqualTo(503);
      assertThat(response.headers().firstValue("content-type"))
          .contains("application/problem+json");
      assertThat(response.body())
          .isEqualTo(
              "{\"type\":\"about:blank\",\"title\":\"Service Unavailable\",\"status\":503,"
                  + "\"detail\":\"Version 'v2' of model 'fraud' has no endpoint on this node\"}");
      assertThat(own.counted("v2", 1).errors()).isEqualTo(1);
    }
  }

  private void shouldStick(IntFunction<HttpRequest.Builder> requestOf) {
    Set<String> versions = new HashSet<>();
    for (int user = 0; user < 20; user++) {
      String version = proxy.send(requestOf.apply(user)).body();
      versions.add(version);
      for (int i = 0; i < 5; i++) {
        assertThat(proxy.send(requestOf.apply(user)).body()).isEqualTo(version);
      }
    }
    assertThat(versions).containsExactlyInAnyOrder("v1", "v2");
  }

  /** A GET whose path java.net.http would refuse. */
  private String rawGet(String path) {
    try (Socket socket = new Socket("127.0.0.1", proxy.port())) {
      socket
          .getOutputStream()
          .write(
              ("GET " + path + " HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      assertThat(answer).startsWith("HTTP/1.1 200");
      return answer.substring(answer.length() - 2);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
