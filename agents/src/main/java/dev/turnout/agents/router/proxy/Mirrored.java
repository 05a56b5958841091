package dev.turnout.agents.router.proxy;

import dev.turnout.agents.mirror.AnswerCapture;
import dev.turnout.agents.mirror.Mirror;
import dev.turnout.agents.mirror.MirrorTarget;
import dev.turnout.agents.report.CopyFate;
import dev.turnout.agents.report.RequestOutcome;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies a request when it has ended for its user, who sees nothing of it. A body that is not kept
 * is not copied.
 */
final class Mirrored implements Hop {
  private static final Logger LOG = LoggerFactory.getLogger(Mirrored.class);

  private final Mirror mirror;
  private final Hop next;

  Mirrored(Mirror mirror, Hop next) {
    this.mirror = mirror;
    this.next = next;
  }

  /** Counts requests that cannot be copied, and passes all on. */
  static Hop never(CopyFate why, Hop next) {
    return (exchange, body) -> {
      exchange.mirror().ifPresent(target -> target.copies().count(why));
      next.handle(exchange, body);
    };
  }

  @Override
  public void handle(Exchange exchange, Body body) {
    exchange.mirror().ifPresent(target -> prepare(exchange, body, target));
    next.handle(exchange, body);
  }

  private void prepare(Exchange exchange, Body body, MirrorTarget target) {
    if (!(body instanceof Body.Buffered buffered)) {
      boolean stream = Headers.isGrpc(exchange.request().headers());
      target.copies().count(stream ? CopyFate.STREAMED : CopyFate.TOO_LARGE);
    } else if (target.reserve(buffered.bytes().length())) {
      AnswerCapture capture = mirror.capture();
      exchange.captureBy(capture);
      exchange.whenEnded(outcome -> send(exchange, buffered.bytes(), target, outcome, capture));
    }
  }

  private void send(
      Exchange exchange,
      Buffer body,
      MirrorTarget target,
      RequestOutcome outcome,
      AnswerCapture capture) {
    try {
      MultiMap headers = MultiMap.caseInsensitiveMultiMap();
      Headers.forward(exchange, headers);
      headers.set(Headers.MIRROR, "true");
      mirror.send(
          target,
          exchange.request().method(),
          exchange.request().uri(),
          headers,
          body.copy(),
          outcome,
          capture);
    } catch (RuntimeException e) {
      LOG.warn("Request could not be copied: version={}", target.version(), e);
      target.slots().free(body.length());
    }
  }
}
