package dev.turnout.agents.router.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProxyStreamingTest {
  private static final int CHUNK = 64 * 1024;
  private static final long BODY = 50L * 1024 * 1024;

  // The kernel's buffers on both sides of the proxy hold this much at most; the proxy adds little.
  private static final long IN_FLIGHT = 30L * 1024 * 1024;

  private final ProxyUnderTest proxy = new ProxyUnderTest();

  @AfterEach
  void close() {
    proxy.close();
  }

  @Test
  void shouldNotReadAnAnswerFasterThanTheClientDoes() throws IOException {
    // given
    AtomicLong sent = new AtomicLong();
    proxy.routeTo(proxy.serve(request -> pour(request.response(), sent)));

    try (Socket socket = new Socket("127.0.0.1", proxy.port())) {
      // when
      socket.getOutputStream().write(ascii("GET / HTTP/1.1\r\nhost: a\r\n\r\n"));
      InputStream in = socket.getInputStream();
      skipHead(in);
      long whileNobodyRead = settled(sent);

      // then
      print("answer", whileNobodyRead);
      assertThat(whileNobodyRead).isLessThan(IN_FLIGHT);
      in.skipNBytes(BODY);
    }
    assertThat(proxy.counted("v1", 1).errors()).isZero();
  }

  @Test
  void shouldNotTakeABodyFasterThanTheVersionDoes()
      throws IOException, InterruptedException, ExecutionException, TimeoutException {
    // given
    CompletableFuture<HttpServerRequest> waiting = new CompletableFuture<>();
    AtomicLong received = new AtomicLong();
    proxy.routeTo(
        proxy.serve(
            request -> {
              request.pause();
              request.handler(chunk -> received.addAndGet(chunk.length()));
              request.endHandler(end -> request.response().end("ok"));
              waiting.complete(request);
            }));
    AtomicLong sent = new AtomicLong();

    try (Socket socket = new Socket("127.0.0.1", proxy.port())) {
      // when
      CompletableFuture<Void> upload = CompletableFuture.runAsync(() -> upload(socket, sent));
      long whileNobodyRead = settled(sent);

      // then
      print("request", whileNobodyRead);
      assertThat(whileNobodyRead).isBetween(1L, IN_FLIGHT);
      waiting.get(60, TimeUnit.SECONDS).resume();
      upload.get();
      byte[] answer = socket.getInputStream().readNBytes(15);
      assertThat(new String(answer, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 200 OK");
      assertThat(received).hasValue(BODY);
    }
  }

  @Test
  void shouldStreamALargeBodyOfUnknownLength() {
    proxy.routeTo(
        proxy.serve(
            request ->
                request
                    .body()
                    .onSuccess(
                        body ->
                            request
                                .response()
                                .putHeader("length", request.getHeader("transfer-encoding"))
                                .end(body))));
    String body = "0123456789".repeat(300_000);

    HttpResponse<String> response =
        proxy.send(
            proxy.request("/").POST(BodyPublishers.fromPublisher(BodyPublishers.ofString(body))));

    assertThat(response.headers().firstValue("length")).contains("chunked");
    assertThat(response.body()).isEqualTo(body);
  }

  private static void pour(HttpServerResponse response, AtomicLong sent) {
    if (!response.headWritten()) {
      response.putHeader("content-length", Long.toString(BODY));
    }
    Buffer chunk = Buffer.buffer(new byte[CHUNK]);
    while (!response.writeQueueFull() && sent.get() < BODY) {
      sent.addAndGet(CHUNK);
      response.write(chunk);
    }
    if (sent.get() < BODY) {
      response.drainHandler(drained -> pour(response, sent));
    } else {
      response.end();
    }
  }

  private static void upload(Socket socket, AtomicLong sent) {
    try {
      OutputStream out = socket.getOutputStream();
      out.write(ascii("POST / HTTP/1.1\r\nhost: a\r\ncontent-length: " + BODY + "\r\n\r\n"));
      byte[] chunk = new byte[CHUNK];
      while (sent.get() < BODY) {
        out.write(chunk);
        sent.addAndGet(CHUNK);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void print(String what, long bytes) {
    System.out.printf("50 MB %s: %d KB on the way while nobody reads%n", what, bytes / 1024);
  }

  /** The count once it has stopped growing. */
  private static long settled(AtomicLong count) {
    long before = -1;
    while (before != count.get() || before == 0) {
      before = count.get();
      LockSupport.parkNanos(200_000_000);
    }
    return before;
  }

  private static void skipHead(InputStream in) throws IOException {
    int newlines = 0;
    while (newlines < 2) {
      int c = in.read();
      if (c == '\n') {
        newlines++;
      } else if (c != '\r') {
        newlines = 0;
      }
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
