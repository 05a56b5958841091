package dev.turnout.control.http;

import dev.turnout.events.JournalEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;

/**
 * The entries of one model's journal from now on, each once and in their order: those of the past
 * by pages, then as they happen. Whatever a broken connection hides is read again by pages.
 */
final class HttpJournal implements AutoCloseable {
  private static final Duration REMEMBERED = Duration.ofHours(25);
  private static final Duration CATCH_UP_EACH = Duration.ofMillis(500);

  private final ApiCaller api;
  private final String path;
  private final String model;
  private final Deque<JournalEntry> unread = new ArrayDeque<>();
  private Optional<LiveEvents> live = Optional.empty();
  private final Patience patience = new Patience();
  private boolean behind = true;
  private long next;

  HttpJournal(ApiCaller api, String model) {
    this.api = api;
    this.model = model;
    this.path = "/api/v1/models/" + ApiCaller.encoded(model) + "/journal";
    this.next = end();
  }

  /** Begins with what is so old that the first answer to a repeated command is among it. */
  void goBack() {
    long since = Instant.now().minus(REMEMBERED).toEpochMilli();
    api.find(path + "?limit=1&since=" + since)
        .map(ApiAnswer::tree)
        .ifPresent(
            page ->
                next =
                    ApiAnswer.items(page, "items").stream()
                        .findFirst()
                        .map(item -> ApiAnswer.number(item, "offset"))
                        .orElseGet(() -> cursor(page)));
  }

  /** The next entry; empty if none comes so soon. */
  Optional<JournalEntry> next(Duration limit) {
    if (unread.isEmpty()) {
      patience.attempt(() -> read(limit));
    }
    return Optional.ofNullable(unread.pollFirst());
  }

  private void read(Duration limit) {
    LiveEvents events = live.orElseGet(() -> LiveEvents.of(api, model));
    live = Optional.of(events);
    if (behind) {
      catchUp();
    }
    if (!unread.isEmpty()) {
      return;
    }
    if (behind && !limit.isZero()) {
      // The server does not know the model yet.
      ApiCaller.sleep(CATCH_UP_EACH);
      return;
    }
    events.next(limit).ifPresent(this::take);
  }

  private void take(LiveEvents.Event event) {
    if (event.name().equals(LiveEvents.RESET)) {
      behind = true;
    } else if (event.name().equals("entry")) {
      take(ApiAnswer.tree(event.data()));
    }
  }

  private void take(Map<String, Object> item) {
    long offset = ApiAnswer.number(item, "offset");
    if (offset >= next) {
      next = offset + 1;
      unread.addLast(ApiAnswer.record(item, JournalEntry.class));
    }
  }

  /** Reads pages until there is no further one; a model without a journal is asked for again. */
  private void catchUp() {
    Optional<ApiAnswer> page = page();
    while (page.isPresent()) {
      Map<String, Object> tree = page.get().tree();
      ApiAnswer.items(tree, "items").forEach(this::take);
      long newer = cursor(tree);
      if (newer <= next && ApiAnswer.items(tree, "items").isEmpty()) {
        behind = false;
        return;
      }
      next = Math.max(next, newer);
      page = page();
    }
  }

  private Optional<ApiAnswer> page() {
    return api.find(path + "?limit=1000&after=" + next);
  }

  /** Where the newest entry ends; 0 if there is no journal. */
  private long end() {
    return api.find(path + "?limit=1").map(page -> cursor(page.tree())).orElse(0L);
  }

  private static long cursor(Map<String, Object> page) {
    String newer = ApiAnswer.text(page, "newer");
    return newer.isEmpty() ? 0 : Long.parseLong(newer);
  }

  @Override
  public void close() {
    live.ifPresent(LiveEvents::close);
  }
}
