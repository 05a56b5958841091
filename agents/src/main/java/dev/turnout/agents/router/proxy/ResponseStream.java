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

/** One answer on its way from the version to the client, with trailers. */
final class ResponseStream {
  private final Exchange exchange;
  private final HttpClientResponse answer;
  private final HttpServerResponse response;

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
    response.setStatusMessage(answer.statusMessage());
    Headers.answer(answer.headers(), response.headers());
    boolean lengthKnown = answer.headers().contains(HttpHeaders.CONTENT_LENGTH);
    if (lengthKnown || !mayHaveBody()) {
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

  private void end() {
    if (exchange.ended()) {
      return;
    }
    // Asking a response for its trailers already makes it send some.
    if (!answer.trailers().isEmpty()) {
      response.trailers().addAll(answer.trailers());
    }
    response.end();
    exchange.complete(GrpcStatus.effective(answer));
  }

  private void broke(Throwable cause) {
    exchange.fail(
        Ending.BROKEN,
        Problem.badGateway(exchange.describeTarget() + " broke off in the middle of its answer"));
  }
}
