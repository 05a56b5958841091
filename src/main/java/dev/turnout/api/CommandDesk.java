package dev.turnout.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.turnout.api.model.Answers;
import dev.turnout.api.model.Answers.Answered;
import dev.turnout.api.model.History;
import dev.turnout.bus.Answer;
import dev.turnout.bus.Connection;
import dev.turnout.bus.Publisher;
import dev.turnout.events.RolloutCommand;
import dev.turnout.yaml.Durations;
import io.vertx.core.Future;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.avro.specific.SpecificRecord;

/**
 * Publishes commands as the command line does, and waits for the orchestrator's answer in the
 * journal. A request with an idempotency key always gives a command of the same id, at whichever
 * process it arrives, and the first answer to it again.
 */
final class CommandDesk implements AutoCloseable {
  static final String IDEMPOTENCY_KEY = "Idempotency-Key";

  /** So long an idempotency key is looked for in the journal. */
  private static final Duration REMEMBERED = Duration.ofHours(24);

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
  private static final int MOST_KEY = 255;

  private final Connection connection;
  private final Answers answers;
  private final History history;
  private Optional<Publisher> publisher = Optional.empty();

  CommandDesk(Connection connection, Answers answers, History history) {
    this.connection = connection;
    this.answers = answers;
    this.history = history;
  }

  /** Publishes the action and gives its answer; {@link Answer.Silence} if it takes too long. */
  Future<Answered> send(
      Exchange exchange,
      String model,
      Optional<String> rollout,
      Optional<String> reason,
      SpecificRecord action) {
    Duration wait = wait(exchange);
    Optional<String> key = key(exchange);
    String id = id(exchange);
    RolloutCommand command =
        RolloutCommand.newBuilder()
            .setCommandId(id)
            .setModel(model)
            .setRollout(rollout.orElse(null))
            .setActor(exchange.caller().actor())
            .setReason(reason.orElse(null))
            .setAction(action)
            .build();
    return exchange
        .<Optional<Answered>>inWorker(() -> key.flatMap(one -> earlier(model, id)))
        .compose(
            known ->
                known.isPresent()
                    ? Future.succeededFuture(known.get())
                    : publish(exchange, command, wait));
  }

  /** What was answered to a command of late; silence if nothing was. */
  Answered answer(String model, String commandId) {
    return answers
        .of(commandId)
        .map(answer -> new Answered(commandId, answer))
        .or(() -> history.answer(model, commandId::equals, Instant.now().minus(REMEMBERED)))
        .orElseGet(() -> new Answered(commandId, new Answer.Silence()));
  }

  /** Publishes something that nobody answers. */
  void publish(String topic, String model, SpecificRecord record) {
    publisher().publish(topic, model, record);
  }

  private synchronized Publisher publisher() {
    Publisher open = publisher.orElseGet(() -> Publisher.open(connection));
    publisher = Optional.of(open);
    return open;
  }

  private Future<Answered> publish(Exchange exchange, RolloutCommand command, Duration wait) {
    String id = command.getCommandId();
    CompletableFuture<Answer> promise = answers.await(id);
    return exchange
        .inWorker(
            () -> {
              publish(connection.topics().commands(), command.getModel(), command);
              return id;
            })
        .compose(published -> awaited(promise, wait))
        .map(answer -> new Answered(id, answer))
        .onComplete(end -> answers.forget(id));
  }

  private static Future<Answer> awaited(CompletableFuture<Answer> promise, Duration wait) {
    return Future.fromCompletionStage(promise)
        .timeout(Math.max(1, wait.toMillis()), TimeUnit.MILLISECONDS)
        .recover(
            trouble ->
                trouble instanceof TimeoutException
                    ? Future.succeededFuture(new Answer.Silence())
                    : Future.failedFuture(trouble));
  }

  /** The first answer, if there was one; the key must have been for the same request. */
  private Optional<Answered> earlier(String model, String id) {
    String prefix = id.substring(0, id.lastIndexOf('-') + 1);
    Optional<Answered> found =
        answers
            .first(other -> other.startsWith(prefix))
            .or(
                () ->
                    history.answer(
                        model, other -> other.startsWith(prefix), Instant.now().minus(REMEMBERED)));
    if (found.isPresent() && !found.get().commandId().equals(id)) {
      throw Problem.of(
              Problem.Kind.KEY_REUSED,
              "%s: Expected a new key for a new request, but this one was used for another",
              IDEMPOTENCY_KEY)
          .thrown();
    }
    return found;
  }

  /** The id of the command that a request asks for. */
  static String id(Exchange exchange) {
    return key(exchange)
        .map(one -> id(exchange, one))
        .orElseGet(() -> UUID.randomUUID().toString());
  }

  /** Whose key it is comes first, which request it is for last. */
  private static String id(Exchange exchange, String key) {
    String request =
        exchange.request().method() + " " + exchange.request().uri() + "\n" + exchange.text();
    return "api-%s-%s"
        .formatted(
            hash(exchange.caller().actor() + "\n" + key).substring(0, 32),
            hash(request).substring(0, 16));
  }

  private static Optional<String> key(Exchange exchange) {
    Optional<String> key = exchange.header(IDEMPOTENCY_KEY);
    if (key.isPresent() && key.get().length() > MOST_KEY) {
      throw Problem.of(
              Problem.Kind.INVALID,
              "%s: Expected at most %d characters, but got %d",
              IDEMPOTENCY_KEY,
              MOST_KEY,
              key.get().length())
          .thrown();
    }
    return key;
  }

  static Duration wait(Exchange exchange) {
    String text = exchange.query("wait").orElse("10s");
    try {
      Duration wait = Durations.parse(text);
      if (wait.compareTo(LONGEST_WAIT) <= 0) {
        return wait;
      }
    } catch (IllegalArgumentException e) {
      // Said below.
    }
    throw exchange.invalid("wait", "a duration up to " + Durations.format(LONGEST_WAIT));
  }

  private static String hash(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public synchronized void close() {
    publisher.ifPresent(Publisher::close);
    publisher = Optional.empty();
  }
}
