package dev.turnout.agents.router.proxy;

import static dev.turnout.agents.router.proxy.ProxyUnderTest.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnout.agents.router.Endpoint;
import dev.turnout.agents.routing.Stickiness;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProxyProtocolTest {
  private final ProxyUnderTest proxy = new ProxyUnderTest();
  private final HttpClientAgent h2c =
      proxy.vertx.createHttpClient(
          new HttpClientOptions()
              .setProtocolVersion(HttpVersion.HTTP_2)
              .setHttp2ClearTextUpgrade(false));

  @AfterEach
  void close() {
    proxy.close();
  }

  @Test
  void shouldCarryAWebSocket() {
    // given
    HttpServer echo =
        await(
            proxy
                .vertx
                .createHttpServer()
                .webSocketHandler(socket -> socket.textMessageHandler(socket::writeTextMessage))
                .listen(0, "127.0.0.1"));
    proxy.routeTo(ProxyUnderTest.endpoint(Endpoint.Protocol.HTTP1, echo));
    Promise<String> echoed = Promise.promise();

    // when
    WebSocket socket = await(proxy.webSockets.connect(proxy.port(), "127.0.0.1", "/ws"));
    socket.textMessageHandler(echoed::tryComplete);
    socket.writeTextMessage("hello");

    // then
    assertThat(await(echoed.future())).isEqualTo("hello");
    assertThat(socket.headers().get("x-turnout-version")).isEqualTo("v1");
    assertThat(proxy.counted("v1", 1).errors()).isZero();
    await(socket.close());
  }

  @Test
  void shouldCloseTheWebSocketWhenTheVersionDoes() {
    // given
    HttpServer closing =
        await(
            proxy
                .vertx
                .createHttpServer()
                .webSocketHandler(socket -> socket.textMessageHandler(text -> socket.close()))
                .listen(0, "127.0.0.1"));
    proxy.routeTo(ProxyUnderTest.endpoint(Endpoint.Protocol.HTTP1, closing));
    Promise<Void> closed = Promise.promise();

    // when
    WebSocket socket = await(proxy.webSockets.connect(proxy.port(), "127.0.0.1", "/ws"));
    socket.closeHandler(closed::tryComplete);
    socket.writeTextMessage("bye");

    // then
    await(closed.future());
  }

  @Test
  void shouldPassARefusedWebSocketOn() {
    proxy.routeTo(proxy.serve(request -> request.response().setStatusCode(403).end("no")));

    assertThatThrownBy(() -> await(proxy.webSockets.connect(proxy.port(), "127.0.0.1", "/ws")))
        .rootCause()
        .isInstanceOfSatisfying(
            UpgradeRejectedException.class,
            refused -> assertThat(refused.getStatus()).isEqualTo(403));
  }

  @Test
  void shouldUpgradeToHttp2AtTheFront() throws Exception {
    proxy.routeTo(proxy.serve(ProxyProtocolTest::echo));
    HttpClient upgrading = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();

    HttpResponse<String> response =
        upgrading.send(
            proxy.request("/").POST(BodyPublishers.ofString("hello")).build(),
            BodyHandlers.ofString());

    assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
    assertThat(response.body()).isEqualTo("HTTP_1_1 hello");
  }

  @Test
  void shouldSpeakHttp2FromFrontToBack() {
    proxy.routeTo(proxy.serveH2c(ProxyProtocolTest::echo));

    Answer answer = answer(post("text/plain"), r -> r.send(Buffer.buffer("hello")));

    assertThat(answer.head().version()).isEqualTo(HttpVersion.HTTP_2);
    assertThat(answer.body()).isEqualTo("HTTP_2 hello");
    assertThat(answer.head().getHeader("x-turnout-version")).isEqualTo("v1");
  }

  @Test
  void shouldPassAGetOverHttp2WithoutABody() {
    proxy.routeTo(
        proxy.serve(
            request ->
                request.response().end(String.valueOf(request.getHeader("transfer-encoding")))));

    Answer answer =
        answer(
            h2c.request(HttpMethod.GET, proxy.port(), "127.0.0.1", "/"), HttpClientRequest::send);

    assertThat(answer.body()).isEqualTo("null");
  }

  @Test
  void shouldSpeakHttp2ToGrpcWhateverTheSchemeSays() {
    proxy.routeTo(proxy.serve(ProxyProtocolTest::grpcEcho));

    Answer answer =
        answer(
            post("application/grpc"),
            request -> {
              request.putHeader("te", "trailers");
              return request.send(Buffer.buffer("message"));
            });

    assertThat(answer.body()).isEqualTo("message");
    assertThat(answer.head().trailers().get("grpc-status")).isEqualTo("0");
    assertThat(answer.head().getHeader("te-seen")).isEqualTo("trailers");
    assertThat(proxy.counted("v1", 1).errors()).isZero();
  }

  @Test
  void shouldAnswerAGrpcMessageBeforeTheCallEnds() {
    // given
    proxy.routeTo(proxy.serveH2c(ProxyProtocolTest::grpcEcho));
    Promise<Buffer> first = Promise.promise();
    Promise<Void> ended = Promise.promise();

    // when
    HttpClientRequest call = await(post("application/grpc+proto"));
    Future<HttpClientResponse> response =
        call.response()
            .onSuccess(
                head -> {
                  head.handler(first::tryComplete);
                  head.endHandler(ended::tryComplete);
                });
    call.write(Buffer.buffer("one"));

    // then
    assertThat(await(first.future()).toString()).isEqualTo("one");
    await(call.end(Buffer.buffer("two")));
    await(ended.future());
    assertThat(await(response).trailers().get("grpc-status")).isEqualTo("0");
  }

  @Test
  void shouldKeepAnErrorThatIsOnlyAHeadOnlyAHead() throws InterruptedException {
    proxy.routeTo(proxy.serveH2c(request -> refuseCall(request, "13")));

    List<String> frames = Http2Frames.of(proxy.port(), "application/grpc");

    assertThat(frames).containsExactly("HEADERS end=true grpc-status=13");
    assertThat(proxy.counted("v1", 1).errors()).isEqualTo(1);
  }

  @Test
  void shouldNotBlameTheVersionForAGrpcCallThatTheClientGotWrong() throws InterruptedException {
    proxy.routeTo(proxy.serveH2c(request -> refuseCall(request, "3")));

    List<String> frames = Http2Frames.of(proxy.port(), "application/grpc");

    assertThat(frames).containsExactly("HEADERS end=true grpc-status=3");
    assertThat(proxy.counted("v1", 1).errors()).isZero();
  }

  @Test
  void shouldSplitTheCallsOfOneConnection() {
    // given
    Endpoint v1 = proxy.serveH2c(request -> request.response().end("v1"));
    Endpoint v2 = proxy.serveH2c(request -> request.response().end("v2"));
    proxy.route(Stickiness.header("x-user-id"), 0.5, Map.of("v1", v1, "v2", v2));

    // when
    List<String> versions =
        IntStream.range(0, 20)
            .mapToObj(
                user ->
                    answer(
                            post("application/grpc"),
                            request -> request.putHeader("x-user-id", "user-" + user).send())
                        .body())
            .toList();

    // then
    assertThat(versions).contains("v1", "v2");
  }

  @Test
  void shouldBreakAStreamOffThatTheVersionResets() {
    proxy.routeTo(
        proxy.serveH2c(
            request -> {
              request.response().write("part");
              proxy.vertx.setTimer(50, late -> request.response().reset(2));
            }));

    assertThatThrownBy(
            () -> answer(post("application/grpc"), r -> r.send(Buffer.buffer("message"))))
        .isInstanceOf(IllegalStateException.class);

    assertThat(proxy.counted("v1", 1).errors()).isEqualTo(1);
  }

  private Future<HttpClientRequest> post(String contentType) {
    return h2c.request(HttpMethod.POST, proxy.port(), "127.0.0.1", "/service/method")
        .map(request -> request.putHeader("content-type", contentType));
  }

  /** Asks for the body in the same turn of the event loop: one that came before would be lost. */
  private static Answer answer(
      Future<HttpClientRequest> opened,
      Function<HttpClientRequest, Future<HttpClientResponse>> send) {
    return await(
        opened.compose(
            request ->
                send.apply(request)
                    .compose(head -> head.body().map(b -> new Answer(head, b.toString())))));
  }

  private record Answer(HttpClientResponse head, String body) {}

  private static void echo(HttpServerRequest request) {
    request
        .body()
        .onSuccess(body -> request.response().end(request.version() + " " + body.toString()));
  }

  private static void grpcEcho(HttpServerRequest request) {
    request.response().putHeader("content-type", "application/grpc");
    request.response().putHeader("te-seen", String.valueOf(request.getHeader("te")));
    request.response().writeHead();
    request.handler(message -> request.response().write(message));
    request.endHandler(
        end -> {
          request.response().putTrailer("grpc-status", "0");
          request.response().end();
        });
  }

  private static void refuseCall(HttpServerRequest request, String status) {
    request
        .response()
        .putHeader("content-type", "application/grpc")
        .putHeader("grpc-status", status)
        .end();
  }
}
