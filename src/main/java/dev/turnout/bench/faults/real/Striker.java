package dev.turnout.bench.faults.real;

import dev.turnout.bench.faults.real.Users.Lost;
import dev.turnout.bench.process.Child;
import dev.turnout.bench.process.Patience;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Injects one fault at a time, mends it, and measures what it did. When a method returns,
 * everything is at full strength again. Used by one thread.
 */
final class Striker {
  private static final Logger LOG = LoggerFactory.getLogger(Striker.class);
  private static final int MOST_ENTRIES = 15;
  private static final long LONGEST_WAIT_MS = 30_000;

  private final Play play;
  private final Random random;

  Striker(Play play, Random random) {
    this.play = play;
    this.random = random;
  }

  /** Waits for an entry of the journal that chance chooses, and strikes then. */
  Struck strike(FaultKind kind) throws InterruptedException {
    play.ledger().awaitBoundaries(1 + random.nextInt(MOST_ENTRIES), LONGEST_WAIT_MS);
    long answered = play.users().answered();
    Hit hit =
        switch (kind) {
          case ORCHESTRATOR_KILLED -> killOrchestrator();
          case ORCHESTRATOR_FROZEN -> freezeOrchestrator();
          case AGENT_KILLED -> killAgent();
          case BROKER_KILLED -> killBroker();
          case SERVER_KILLED -> killServer();
        };
    List<Lost> lost = play.users().lostSince(hit.at());
    lost.stream()
        .filter(hit.isOfTheDead().negate())
        .collect(Collectors.groupingBy(l -> l.node() + " " + l.how(), Collectors.counting()))
        .forEach((how, count) -> LOG.warn("Lost {} requests: {}", count, how));
    int atTheDead = (int) lost.stream().filter(hit.isOfTheDead()).count();
    return new Struck(
        kind,
        hit.victim(),
        hit.recovery(),
        play.users().answered() - answered,
        lost.size() - atTheDead,
        atTheDead);
  }

  /** What was done. */
  private record Hit(String victim, long at, Duration recovery, Predicate<Lost> isOfTheDead) {}

  private Hit killOrchestrator() throws InterruptedException {
    Child victim = oneOf(List.copyOf(play.installation().orchestrators().values()));
    boolean comesBackSoon = random.nextBoolean();
    long at = System.nanoTime();
    victim.kill();
    if (comesBackSoon) {
      play.probes().sendFor(Duration.ofMillis(200 + random.nextInt(1500)));
      victim.start();
    }
    play.probes().sendUntilAnswered();
    if (!comesBackSoon) {
      victim.start();
    }
    play.mend();
    return new Hit(
        victim.name() + (comesBackSoon ? ", restarted at once" : ", restarted after the failover"),
        at,
        Probes.longest(play.probes().longestPauses(at)),
        lost -> false);
  }

  private Hit freezeOrchestrator() throws InterruptedException {
    Child victim = oneOf(List.copyOf(play.installation().orchestrators().values()));
    long at = System.nanoTime();
    victim.freeze();
    play.probes().sendUntilAnswered();
    play.probes().sendFor(Duration.ofMillis(500 + random.nextInt(2500)));
    victim.thaw();
    play.probes().sendFor(Duration.ofSeconds(1));
    play.mend();
    return new Hit(
        victim.name(), at, Probes.longest(play.probes().longestPauses(at)), lost -> false);
  }

  private Hit killBroker() throws InterruptedException {
    Child victim = oneOf(play.installation().brokers().processes());
    long at = System.nanoTime();
    victim.kill();
    play.probes().sendFor(Duration.ofMillis(500 + random.nextInt(3500)));
    victim.start();
    play.probes().sendUntilAnswered();
    play.mend();
    return new Hit(
        victim.name(), at, Probes.longest(play.probes().longestPauses(at)), lost -> false);
  }

  private Hit killAgent() throws InterruptedException {
    Node node = oneOf(play.installation().nodes());
    play.disturbances().begin();
    long at = System.nanoTime();
    node.agent().kill();
    Thread.sleep(200 + random.nextInt(1300));
    node.agent().start();
    Patience.until(Play.MENDED, node.name() + " to serve again", () -> serves(node));
    long back = System.nanoTime();
    play.mend();
    play.disturbances().end();
    return new Hit(
        "agent of " + node.name(),
        at,
        Duration.ofNanos(back - at),
        lost -> lost.node().equals(node.name()) && lost.sentNanos() - back < 0);
  }

  private Hit killServer() throws InterruptedException {
    Node node = oneOf(play.installation().nodes());
    List<ModelServers.Running> servers = new ArrayList<>(ModelServers.of(node));
    if (servers.isEmpty()) {
      throw new IllegalStateException("Expected model servers on " + node.name());
    }
    ModelServers.Running victim = oneOf(servers);
    play.disturbances().begin();
    long at = System.nanoTime();
    victim.process().destroyForcibly();
    Patience.until(Play.MENDED, victim + " to be replaced", () -> isReplacedOrGone(node, victim));
    long back = System.nanoTime();
    play.mend();
    play.disturbances().end();
    return new Hit(
        "%s %s on %s".formatted(victim.model(), victim.version(), node.name()),
        at,
        Duration.ofNanos(back - at),
        lost -> lost.node().equals(node.name()) && lost.model().equals(victim.model()));
  }

  /** A version that was retired meanwhile need not come back. */
  private static boolean isReplacedOrGone(Node node, ModelServers.Running victim) {
    if (victim.process().isAlive()) {
      return false;
    }
    List<ModelServers.Running> now =
        ModelServers.of(node).stream()
            .filter(s -> s.model().equals(victim.model()) && s.version().equals(victim.version()))
            .toList();
    return now.isEmpty()
        ? !ModelServers.isWanted(node, victim)
        : status(URI.create("http://127.0.0.1:%d/ping".formatted(now.get(0).port())), "GET") == 200;
  }

  private boolean serves(Node node) {
    return play.installation().plan().models().stream()
        .map(model -> status(node.address(model).resolve("/invocations"), "POST"))
        .allMatch(status -> status == 200 || status == 500);
  }

  /** Status of an answer; 0 if there is none. */
  private static int status(URI uri, String method) {
    try {
      var connection = (HttpURLConnection) uri.toURL().openConnection();
      connection.setConnectTimeout(1000);
      connection.setReadTimeout(2000);
      connection.setRequestMethod(method);
      if (method.equals("POST")) {
        connection.setDoOutput(true);
        connection.getOutputStream().close();
      }
      return connection.getResponseCode();
    } catch (IOException e) {
      return 0;
    }
  }

  private <T> T oneOf(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }
}
