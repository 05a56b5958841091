package dev.turnout.bench.faults.real;

import dev.turnout.bench.process.Patience;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Users who ask at a steady rate, in turn over all models and nodes, whether answers come or not.
 * Thread-safe.
 */
final class Users implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long TICK_MS = 10;
  private static final int USERS = 100_000;
  private static final Set<Integer> ANSWERS_OF_THE_PROXY = Set.of(502, 503, 504);

  /**
   * A request that no version answered.
   *
   * @param node where it was asked
   * @param sentNanos when it was sent, as {@link System#nanoTime}
   * @param endedNanos when that was known
   * @param how in few words
   */
  record Lost(String node, String model, long sentNanos, long endedNanos, String how) {}

  private record Target(String node, String model, URI uri) {}

  private final List<Target> targets;
  private final double perSecond;
  private final Random random;
  private final ExecutorService threads = Executors.newFixedThreadPool(2, Users::daemon);
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(Users::daemon);
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(PATIENCE)
          .executor(threads)
          .build();
  private final AtomicLong answered = new AtomicLong();
  private final AtomicLong unanswered = new AtomicLong();
  private final AtomicLong slowest = new AtomicLong();
  private final List<Lost> lost = new ArrayList<>();
  private final long startedAt = System.nanoTime();
  private long sent;

  private Users(List<Target> targets, double perSecond, Random random) {
    this.targets = targets;
    this.perSecond = perSecond;
    this.random = random;
  }

  /**
   * Begins to ask.
   *
   * @param perSecond requests over all models and nodes, greater than 0
   */
  static Users start(Installation installation, double perSecond, Random random) {
    List<Target> targets = new ArrayList<>();
    for (Node node : installation.nodes()) {
      for (String model : installation.plan().models()) {
        URI uri = node.address(model).resolve("/invocations");
        targets.add(new Target(node.name(), model, uri));
      }
    }
    var users = new Users(List.copyOf(targets), perSecond, random);
    if (!targets.isEmpty()) {
      users.clock.scheduleAtFixedRate(users::sendDue, 0, TICK_MS, TimeUnit.MILLISECONDS);
    }
    return users;
  }

  /** Sends what should have been sent by now; after a pause of the machine, not all at once. */
  private void sendDue() {
    long due = (long) ((System.nanoTime() - startedAt) / 1e9 * perSecond);
    sent = Math.max(sent, due - Math.max(1, (long) (perSecond * 0.1)));
    while (sent < due) {
      send(targets.get((int) (sent++ % targets.size())));
    }
  }

  private void send(Target target) {
    HttpRequest request =
        HttpRequest.newBuilder(target.uri())
            .header("x-user-id", "user-" + random.nextInt(USERS))
            .timeout(PATIENCE)
            .POST(BodyPublishers.ofString("{}"))
            .build();
    unanswered.incrementAndGet();
    long at = System.nanoTime();
    var unused =
        client
            .sendAsync(request, BodyHandlers.ofString())
            .whenComplete((response, error) -> count(target, at, response, error));
  }

  private void count(
      Target target, long at, @Nullable HttpResponse<String> response, @Nullable Throwable error) {
    long now = System.nanoTime();
    unanswered.decrementAndGet();
    if (response != null && !ANSWERS_OF_THE_PROXY.contains(response.statusCode())) {
      answered.incrementAndGet();
      slowest.accumulateAndGet(now - at, Math::max);
      return;
    }
    String how =
        response == null
            ? String.valueOf(rootOf(error))
            : "status %d: %s".formatted(response.statusCode(), response.body().strip());
    synchronized (lost) {
      lost.add(new Lost(target.node(), target.model(), at, now, how));
    }
  }

  private static @Nullable Throwable rootOf(@Nullable Throwable error) {
    Throwable cause = error == null ? null : error.getCause();
    return cause == null ? error : rootOf(cause);
  }

  /** Requests that a version answered until now. */
  long answered() {
    return answered.get();
  }

  /** The longest that an answer took since this was asked last. */
  Duration slowestSinceAsked() {
    return Duration.ofNanos(slowest.getAndSet(0));
  }

  /** Requests that were lost after this moment, as {@link System#nanoTime}. */
  List<Lost> lostSince(long nanos) {
    synchronized (lost) {
      return lost.stream().filter(l -> l.endedNanos() - nanos >= 0).toList();
    }
  }

  /** Asks nothing more, and waits until every request has an answer or its time is over. */
  @Override
  public void close() {
    clock.shutdownNow();
    try {
      Patience.waits(PATIENCE.plusSeconds(1), () -> unanswered.get() == 0);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    threads.shutdownNow();
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "faults-users");
    thread.setDaemon(true);
    return thread;
  }
}
