package dev.turnout.agents.mirror;

import dev.turnout.agents.report.CopyFate;
import dev.turnout.agents.report.Ending;
import dev.turnout.agents.report.RequestOutcome;
import dev.turnout.agents.router.Endpoint;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import org.jspecify.annotations.Nullable;

/**
 * One copy on its way: sent once, measured, compared, thrown away. Ends exactly once. Belongs to
 * the event loop of the copies.
 */
final class CopyAttempt {
  // What a copy's answer may be longer than twice the user's, before it counts as endless.
  private static final long SLACK_BYTES = 256 << 10;
  // The same where the user got no answer.
  private static final long MOST_BYTES = 16 << 20;

  private final Mirror mirror;
  private final Copy copy;
  private final AnswerCapture capture;
  private final long startedNanos = System.nanoTime();
  private final long timer;
  private @Nullable HttpClientRequest request;
  private boolean onUsedConnection;
  private boolean answered;
  private boolean ended;

  CopyAttempt(Mirror mirror, Copy copy) {
    this.mirror = mirror;
    this.copy = copy;
    this.capture = mirror.capture();
    this.timer = mirror.timer(() -> end(Ending.TIMED_OUT, 0));
  }

  /** Begins; a copy that comes when the agent stops is lost. */
  void start() {
    try {
      sendTo();
    } catch (IllegalStateException closed) {
      ended = true;
      mirror.cancel(timer);
      finish(CopyFate.LOST);
    }
  }

  private void sendTo() {
    copy.target().endpoint().ifPresentOrElse(this::open, () -> end(Ending.CONNECT_FAILED, 0));
  }

  private void open(Endpoint endpoint) {
    mirror
        .client(endpoint)
        .request(
            new RequestOptions()
                .setHost(endpoint.host())
                .setPort(endpoint.port())
                .setMethod(copy.method())
                .setURI(copy.uri()))
        .onComplete(this::send, refused -> end(Ending.CONNECT_FAILED, 0));
  }

  private void send(HttpClientRequest opened) {
    request = opened;
    // The response's future tells of failures; without a handler they would be logged as well.
    opened.exceptionHandler(told -> {});
    if (ended) {
      opened.reset();
      return;
    }
    onUsedConnection = mirror.wasUsed(opened.connection());
    opened.headers().addAll(copy.headers());
    opened.response().onComplete(this::answer, broken -> end(Ending.BROKEN, 0));
    if (copy.body().length() == 0) {
      opened.end();
    } else {
      opened.end(copy.body());
    }
  }

  private void answer(HttpClientResponse response) {
    answered = true;
    capture.begin(response.headers());
    response.exceptionHandler(broken -> end(Ending.BROKEN, 0));
    response.handler(this::add);
    response.endHandler(whole -> end(Ending.COMPLETE, response.statusCode()));
  }

  private void add(Buffer chunk) {
    if (ended) {
      return;
    }
    capture.add(chunk);
    long most = copy.users().map(answer -> 2 * answer.length() + SLACK_BYTES).orElse(MOST_BYTES);
    if (capture.length() > most) {
      end(Ending.BROKEN, 0);
    }
  }

  private void end(Ending ending, int status) {
    if (ended) {
      return;
    }
    ended = true;
    mirror.cancel(timer);
    if (ending != Ending.COMPLETE && request != null) {
      request.reset();
    }
    if (ending == Ending.BROKEN && onUsedConnection && !answered) {
      // Servers close idle connections when they like: a user's request would be sent again.
      finish(CopyFate.LOST);
      return;
    }
    copy.target().counters().record(new RequestOutcome(ending, status, elapsedNanos(ending)));
    if (ending == Ending.COMPLETE) {
      compare(capture.answer(status));
    } else {
      finish(CopyFate.FAILED);
    }
  }

  private void compare(Answer answer) {
    if (copy.users().isEmpty()) {
      finish(CopyFate.UNCOMPARED);
      return;
    }
    Answer users = copy.users().get();
    int most = mirror.limits().maxAnswer();
    mirror
        .comparing()
        .executeBlocking(() -> copy.target().comparison().compare(users, answer, most), false)
        .onComplete(this::finish, mistake -> finish(CopyFate.UNCOMPARED));
  }

  private void finish(CopyFate fate) {
    copy.target().count(fate);
    copy.free();
  }

  private long elapsedNanos(Ending ending) {
    return ending == Ending.TIMED_OUT
        ? mirror.limits().timeout().toNanos()
        : System.nanoTime() - startedNanos;
  }
}
