package dev.turnout.demo.load;

import dev.turnout.demo.iris.Flower;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
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
 * Users who ask for the species of flowers: at a steady rate, whether answers come or not, in turn
 * over the proxies, over connections that stay open. Each request carries the id of its user.
 */
public final class UserLoad implements AutoCloseable {
  private static final int USERS = 100_000;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final long TICK_MS = 5;
  private static final Set<Integer> ANSWERS_OF_THE_PROXY = Set.of(502, 503, 504);

  private final List<URI> proxies;
  private final List<Flower> flowers;
  private final double perSecond;
  private final Random random;
  private final Tally tally;
  private final ExecutorService threads = Executors.newFixedThreadPool(2, UserLoad::daemon);
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(UserLoad::daemon);
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(PATIENCE)
          .executor(threads)
          .build();
  private final AtomicLong unanswered = new AtomicLong();
  private long sent;
  private long startedAt;

  private UserLoad(
      List<URI> proxies, List<Flower> flowers, double perSecond, Random random, Tally tally) {
    this.proxies = List.copyOf(proxies);
    this.flowers = List.copyOf(flowers);
    this.perSecond = perSecond;
    this.random = random;
    this.tally = tally;
  }

  /**
   * Begins to ask.
   *
   * @param proxies base addresses
   * @param flowers that users ask for; the models should not have learnt from them
   * @param perSecond requests over all proxies, greater than 0
   * @param random draws users and flowers
   * @param tally counts the replies
   */
  public static UserLoad start(
      List<URI> proxies, List<Flower> flowers, double perSecond, Random random, Tally tally) {
    var load = new UserLoad(proxies, flowers, perSecond, random, tally);
    load.startedAt = System.nanoTime();
    load.clock.scheduleAtFixedRate(load::sendDue, 0, TICK_MS, TimeUnit.MILLISECONDS);
    return load;
  }

  /** Sends what should have been sent by now; after a pause of the machine, not all at once. */
  private void sendDue() {
    long due = (long) ((System.nanoTime() - startedAt) / 1e9 * perSecond);
    long most = Math.max(1, (long) (perSecond * 0.05));
    sent = Math.max(sent, due - most);
    while (sent < due) {
      send(sent++);
    }
  }

  private void send(long number) {
    Flower flower = flowers.get(random.nextInt(flowers.size()));
    URI proxy = proxies.get((int) (number % proxies.size()));
    HttpRequest request =
        HttpRequest.newBuilder(proxy.resolve("/invocations"))
            .header("Content-Type", "application/json")
            .header("x-user-id", "user-" + random.nextInt(USERS))
            .timeout(PATIENCE)
            .POST(BodyPublishers.ofString("{\"inputs\": [%s]}".formatted(flower.measurements())))
            .build();
    unanswered.incrementAndGet();
    long sentAt = System.nanoTime();
    var unused =
        client
            .sendAsync(request, BodyHandlers.ofString())
            .whenComplete(
                (response, error) ->
                    count(flower, response, error, Duration.ofNanos(System.nanoTime() - sentAt)))
            .whenComplete((response, error) -> unanswered.decrementAndGet());
  }

  private void count(
      Flower flower,
      @Nullable HttpResponse<String> response,
      @Nullable Throwable error,
      Duration took) {
    if (response == null) {
      tally.countLost(error == null ? "no answer" : rootOf(error).toString());
      return;
    }
    if (ANSWERS_OF_THE_PROXY.contains(response.statusCode())) {
      tally.countLost("status %d: %s".formatted(response.statusCode(), response.body().strip()));
      return;
    }
    String version = response.headers().firstValue("x-turnout-version").orElse("unknown");
    if (response.statusCode() != 200) {
      tally.count(version, Reply.FAILED, took);
      return;
    }
    String right = "{\"predictions\":[\"%s\"]}".formatted(flower.species().label());
    tally.count(version, response.body().equals(right) ? Reply.RIGHT : Reply.WRONG, took);
  }

  private static Throwable rootOf(Throwable error) {
    Throwable cause = error.getCause();
    return cause == null ? error : rootOf(cause);
  }

  /** Asks nothing more, and waits until every request has an answer or its time is over. */
  @Override
  public void close() {
    clock.shutdownNow();
    try {
      long end = System.nanoTime() + PATIENCE.plusSeconds(1).toNanos();
      while (unanswered.get() > 0 && System.nanoTime() < end) {
        Thread.sleep(10);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    threads.shutdownNow();
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "demo-load");
    thread.setDaemon(true);
    return thread;
  }
}
