package dev.turnout.agents.router.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnout.agents.report.VersionTotals;
import dev.turnout.agents.router.Endpoint;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyTroubleTest {
  private final ProxyUnderTest proxy = new ProxyUnderTest();

  @AfterEach
  void close() {
    proxy.close();
  }

  @Test
  void shouldAnswer502WhenNobodyListens() {
    HttpServer gone = proxy.listen(0, request -> {});
    Endpoint endpoint = ProxyUnderTest.endpoint(Endpoint.Protocol.HTTP1, gone);
    ProxyUnderTest.await(gone.close());
    proxy.routeTo(endpoint);

    HttpResponse<String> response = proxy.get("/");

    assertThat(response.statusCode()).isEqualTo(502);
    assertThat(response.body()).contains("does not accept connections");
    assertThat(proxy.counted("v1", 1).errors()).isEqualTo(1);
  }

  @Test
  void shouldAnswer502WhenTheRetryDiesToo() {
    AtomicInteger asked = new AtomicInteger();
    proxy.routeTo(
        proxy.serve(
            request -> {
              asked.incrementAndGet();
              request.connection().close();
            }));

    HttpResponse<String> response = proxy.get("/");

    assertThat(response.statusCode()).isEqualTo(502);
    assertThat(response.body()).contains("broke the connection off before it answered");
    assertThat(asked).hasValue(2);
    assertThat(proxy.counted("v1", 1).requests()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldSendTheBodyAgainWhenTheConnectionDied(boolean lengthKnown) {
    AtomicInteger asked = new AtomicInteger();
    proxy.routeTo(
        proxy.serve(
            request ->
                request
                    .body()
                    .onSuccess(
                        body -> {
                          if (asked.incrementAndGet() == 1) {
                            request.connection().close();
                          } else {
                            request.response().end(body);
                          }
                        })));

    BodyPublisher body = BodyPublishers.ofString("hello");
    HttpResponse<String> response =
        proxy.send(
            proxy.request("/").POST(lengthKnown ? body : BodyPublishers.fromPublisher(body)));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("hello");
    VersionTotals totals = proxy.counted("v1", 1);
    assertThat(totals.requests()).isEqualTo(1);
    assertThat(totals.errors()).isZero();
  }

  @Test
  void shouldCountAnAnswerThatBreaksOffAsAnError() {
    proxy.routeTo(
        proxy.serve(
            request -> {
              request.response().putHeader("content-length", "1000").write("part");
              proxy.vertx.setTimer(50, late -> request.connection().close());
            }));

    assertThatThrownBy(() -> proxy.get("/")).isInstanceOf(UncheckedIOException.class);

    assertThat(proxy.counted("v1", 1).errors()).isEqualTo(1);
  }

  @Test
  void shouldNotBlameTheVersionForItsRefusals() {
    proxy.routeTo(proxy.serve(request -> request.response().setStatusCode(422).end("no")));

    HttpResponse<String> response = proxy.get("/");

    assertThat(response.statusCode()).isEqualTo(422);
    VersionTotals totals = proxy.counted("v1", 1);
    assertThat(totals.requests()).isEqualTo(1);
    assertThat(totals.errors()).isZero();
  }

  @Test
  void shouldBlameTheVersionForItsErrors() {
    proxy.routeTo(proxy.serve(request -> request.response().setStatusCode(500).end("oops")));

    HttpResponse<String> response = proxy.get("/");

    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(response.body()).isEqualTo("oops");
    assertThat(proxy.counted("v1", 1).errors()).isEqualTo(1);
  }

  @Test
  void shouldNotBlameTheVersionWhenTheClientLeaves() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    proxy.routeTo(proxy.serve(request -> asked.countDown()));

    try (Socket socket = new Socket("127.0.0.1", proxy.port())) {
      socket
          .getOutputStream()
          .write("GET / HTTP/1.1\r\nhost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      asked.await();
    }

    VersionTotals totals = proxy.counted("v1", 1);
    assertThat(totals.requests()).isEqualTo(1);
    assertThat(totals.errors()).isZero();
  }

  @Test
  void shouldPassAnAnswerThatEndsWithTheConnection() throws IOException {
    try (ServerSocket old = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread server = new Thread(() -> answerAsHttp10(old));
      server.start();
      proxy.routeTo(new Endpoint(Endpoint.Protocol.HTTP1, "127.0.0.1", old.getLocalPort()));

      assertThat(proxy.get("/").body()).isEqualTo("hello");
      assertThat(proxy.get("/").body()).isEqualTo("hello");
    }
    assertThat(proxy.counted("v1", 2).errors()).isZero();
  }

  @Test
  void shouldPassBodilessAnswers() {
    proxy.routeTo(
        proxy.serve(
            request -> {
              boolean head = request.method().name().equals("HEAD");
              if (head) {
                request.response().putHeader("content-length", "17").end();
              } else {
                request.response().setStatusCode(204).end();
              }
            }));

    HttpResponse<String> head =
        proxy.send(proxy.request("/").method("HEAD", BodyPublishers.noBody()));
    HttpResponse<String> noContent = proxy.get("/");

    assertThat(head.headers().firstValue("content-length")).contains("17");
    assertThat(noContent.statusCode()).isEqualTo(204);
    assertThat(noContent.headers().firstValue("transfer-encoding")).isEmpty();
    assertThat(proxy.counted("v1", 2).errors()).isZero();
  }

  @Test
  void shouldPassTheHeadOfAnEventStreamBeforeItsFirstEvent() throws IOException {
    proxy.routeTo(
        proxy.serve(
            request -> {
              request.response().putHeader("content-type", "text/event-stream").setChunked(true);
              request.response().writeHead();
            }));

    try (Socket socket = new Socket("127.0.0.1", proxy.port())) {
      socket.setSoTimeout(60_000);
      socket
          .getOutputStream()
          .write("GET / HTTP/1.1\r\nhost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      byte[] head = socket.getInputStream().readNBytes(15);
      assertThat(new String(head, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 200 OK");
    }
  }

  private static void answerAsHttp10(ServerSocket server) {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        byte[] start = new byte[4096];
        if (socket.getInputStream().read(start) > 0) {
          socket
              .getOutputStream()
              .write("HTTP/1.0 200 OK\r\n\r\nhello".getBytes(StandardCharsets.US_ASCII));
        }
      } catch (IOException closed) {
        return;
      }
    }
  }
}
