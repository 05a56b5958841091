package dev.turnout.agents.router.proxy;

import dev.turnout.agents.report.Ending;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One answer on its way from the version to the client, with trailers. */
final class ResponseStream {
  private final Exchange exchange;
  private final HttpClientResponse answer;
  private final HttpServerResponse response;
  private String announced = "";
  private long passed;

  ResponseStream(Exchange exchange, HttpClientResponse answer) {
    this.exchange = exchange;
    this.answer = answer;
    this.response = exchange.response();
  }

  void start() {
    answer.exceptionHandler(this::broke);
    answer.handler(this::write);
    answer.endHandler(nothing -> end());
    exchange.capture().ifPresent(capture -> capture.begin(answer.headers()));
    writeHead();
  }

  private void writeHead() {
    response.setStatusCode(answer.statusCode());
    if (!response.getStatusMessage().equals(answer.statusMessage())) {
      response.setStatusMessage(answer.statusMessage());
    }
    Headers.answer(answer.headers(), response.headers());
    @Nullable String length = answer.headers().get(HttpHeaders.CONTENT_LENGTH);
    if (length != null) {
      announced = length;
    }
    if (length != null || !mayHaveBody()) {
      return;
    }
    if (exchange.request().version() != HttpVersion.HTTP_2) {
      response.setChunked(true);
    }
    // An event stream may be silent for long after its head. But an answer that is only a head must
    // stay one: gRPC clients do not understand an error that comes as head and empty body.
    Context context = Objects.requireNonNull(Vertx.currentContext());
    context.runOnContext(later -> writeHeadAlone());
  }

  private void writeHeadAlone() {
    if (!response.headWritten() && !response.closed() && !exchange.ended()) {
      response.writeHead();
    }
  }

  private boolean mayHaveBody() {
    int status = answer.statusCode();
    return exchange.request().method() != HttpMethod.HEAD && status != 204 && status != 304;
  }

  private void write(Buffer chunk) {
    if (exchange.ended()) {
      return;
    }
    exchange.touch();
    exchange.capture().ifPresent(capture -> capture.add(chunk));
    passed += chunk.length();
    if (isWhole() && exchange.request().version() != HttpVersion.HTTP_2) {
      // Head, body and end in one write, if the body is one piece. Only HTTP/2 could have trailers.
      response.end(chunk);
      return;
    }
    response.write(chunk);
    if (response.writeQueueFull()) {
      answer.pause();
      response.drainHandler(
          drained -> {
            exchange.touch();
            answer.resume();
          });
    }
  }

  private boolean isWhole() {
    return !announced.isEmpty() && announced.equals(Long.toString(passed));
  }

  private void end() {
    if (exchange.ended()) {
      return;
    }
    if (!response.ended()) {
      // Asking a response for its trailers already makes it send some.
      if (!answer.trailers().isEmpty()) {
        response.trailers().addAll(answer.trailers());
      }
      response.end();
    }
    exchange.complete(GrpcStatus.effective(answer));
  }

  private void broke(Throwable cause) {
    exchange.fail(
        Ending.BROKEN,
        Problem.badGateway(exchange.describeTarget() + " broke off in the middle of its answer"));
  }
}
