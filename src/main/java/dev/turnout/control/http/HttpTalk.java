package dev.turnout.control.http;

import dev.turnout.bus.Answer;
import dev.turnout.control.Order;
import dev.turnout.control.Talk;
import dev.turnout.events.CommandAccepted;
import dev.turnout.events.JournalEntry;
import dev.turnout.events.RolloutEnded;
import dev.turnout.events.RolloutStarted;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Posts orders and listens to the model's journal. */
final class HttpTalk implements Talk {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration ASK_AGAIN = Duration.ofMillis(500);

  private final ApiCaller api;
  private final String model;
  private final HttpJournal journal;

  HttpTalk(ApiCaller api, String model) {
    this.api = api;
    this.model = model;
    this.journal = new HttpJournal(api, model);
  }

  @Override
  public String publish(Order order) {
    return post(order, Duration.ZERO).commandId();
  }

  @Override
  public Told ask(Order order, Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    if (order.commandId().isPresent()) {
      journal.goBack();
    }
    Told told = post(order, limit);
    while (told.answer() instanceof Answer.Silence && System.nanoTime() < end) {
      ApiCaller.sleep(ASK_AGAIN);
      told = told(api.get(commandPath(told.commandId())));
    }
    if (told.answer() instanceof Answer.Accepted && order.commandId().isPresent()) {
      passAcceptance(told.commandId());
    }
    return told;
  }

  private String commandPath(String id) {
    return "/api/v1/models/%s/commands/%s"
        .formatted(ApiCaller.encoded(model), ApiCaller.encoded(id));
  }

  private Told post(Order order, Duration wait) {
    OrderRequest request = OrderRequest.of(api.address(), order, wait);
    return told(api.change("POST", request.path(), Optional.of(request.body()), request.headers()));
  }

  private static Told told(ApiAnswer answer) {
    Map<String, Object> tree = answer.tree();
    String id = ApiAnswer.text(tree, "commandId");
    if (answer.isRefusal()) {
      return new Told(id, new Answer.Refused(ApiAnswer.text(tree, "detail")));
    }
    return switch (ApiAnswer.text(tree, "answer")) {
      case "accepted" -> new Told(id, new Answer.Accepted());
      case "refused" -> new Told(id, new Answer.Refused(ApiAnswer.text(tree, "reason")));
      default -> new Told(id, new Answer.Silence());
    };
  }

  /** What lies before the answer to a repeated command is not what came of it. */
  private void passAcceptance(String commandId) {
    await(
        POLL,
        entry ->
            entry.getEvent() instanceof CommandAccepted accepted
                    && accepted.getCommandId().equals(commandId)
                ? Optional.of(entry)
                : Optional.empty());
  }

  @Override
  public Optional<RolloutStarted> awaitStart(Duration limit) {
    return await(
        limit,
        entry ->
            entry.getEvent() instanceof RolloutStarted started
                ? Optional.of(started)
                : Optional.empty());
  }

  @Override
  public Optional<RolloutEnded> awaitEnd(
      String rolloutId, Duration limit, Consumer<JournalEntry> watcher) {
    return await(
        limit,
        entry -> {
          watcher.accept(entry);
          return entry.getEvent() instanceof RolloutEnded ended
                  && ended.getRolloutId().equals(rolloutId)
              ? Optional.of(ended)
              : Optional.empty();
        });
  }

  private <T> Optional<T> await(Duration limit, Function<JournalEntry, Optional<T>> wanted) {
    long end = System.nanoTime() + limit.toNanos();
    do {
      for (Optional<JournalEntry> entry = journal.next(POLL);
          entry.isPresent();
          entry = journal.next(Duration.ZERO)) {
        Optional<T> found = wanted.apply(entry.get());
        if (found.isPresent()) {
          return found;
        }
      }
    } while (System.nanoTime() < end);
    return Optional.empty();
  }

  @Override
  public void close() {
    journal.close();
  }
}
