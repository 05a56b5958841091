package dev.turnout.agents.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.agents.router.Endpoint;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Against an h2c server that speaks the frames and trailers of gRPC. */
class GrpcReadinessTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final byte[] SERVING = {0x08, 0x01};
  private static final byte[] NOT_SERVING = {0x08, 0x02};

  private final Vertx vertx = Vertx.vertx();
  private final HttpProbe probe = new HttpProbe();
  private volatile byte[] answer = SERVING;
  private volatile String status = "0";
  private volatile Buffer asked = Buffer.buffer();
  private final HttpServer server =
      vertx
          .createHttpServer(new HttpServerOptions().setPort(0).setHost("127.0.0.1"))
          .requestHandler(this::handle)
          .listen()
          .toCompletionStage()
          .toCompletableFuture()
          .join();

  @AfterEach
  void close() {
    probe.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void shouldFindAServingServerReady() {
    assertThat(complaint("")).isEmpty();
    assertThat(asked.getBytes()).containsExactly(0, 0, 0, 0, 0);
  }

  @Test
  void shouldAskForTheServiceThatIsNamed() {
    assertThat(complaint("fraud.v1")).isEmpty();
    assertThat(asked.getBytes())
        .containsExactly(0, 0, 0, 0, 10, 0x0A, 8, 'f', 'r', 'a', 'u', 'd', '.', 'v', '1');
  }

  @Test
  void shouldFindAServerUnreadyThatDoesNotServe() {
    answer = NOT_SERVING;

    assertThat(complaint(""))
        .contains("Expected SERVING from /grpc.health.v1.Health/Check, but got NOT_SERVING");
  }

  @Test
  void shouldFindAServerUnreadyThatSaysNothing() {
    answer = new byte[0];

    assertThat(complaint(""))
        .contains("Expected SERVING from /grpc.health.v1.Health/Check, but got UNKNOWN");
  }

  @Test
  void shouldSayWhichStatusCame() {
    status = "12";

    assertThat(complaint(""))
        .contains(
            "Expected SERVING from /grpc.health.v1.Health/Check, but got gRPC status 12: no such"
                + " method");
  }

  @Test
  void shouldFindADeadServerUnready() {
    server.close().toCompletionStage().toCompletableFuture().join();

    assertThat(complaint("").orElse("")).contains("but no answer came: ");
  }

  private Optional<String> complaint(String service) {
    Endpoint endpoint = new Endpoint(Endpoint.Protocol.H2C, "127.0.0.1", server.actualPort());
    return new GrpcReadiness(service)
        .complaint(new ServedVersion("fraud", "v2", endpoint), probe, TIMEOUT)
        .join();
  }

  private void handle(HttpServerRequest request) {
    request
        .body()
        .onSuccess(
            body -> {
              asked = body;
              var response = request.response().putHeader("content-type", "application/grpc");
              if (!status.equals("0")) {
                response
                    .putHeader("grpc-status", status)
                    .putHeader("grpc-message", "no such method")
                    .end();
                return;
              }
              response.setChunked(true);
              response.putTrailer("grpc-status", "0");
              response.end(
                  Buffer.buffer()
                      .appendByte((byte) 0)
                      .appendInt(answer.length)
                      .appendBytes(answer));
            });
  }
}
