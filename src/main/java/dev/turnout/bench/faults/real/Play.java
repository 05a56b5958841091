package dev.turnout.bench.faults.real;

import dev.turnout.bench.process.Patience;
import dev.turnout.bus.BusRecording;
import dev.turnout.bus.Connection;
import dev.turnout.orchestrator.audit.Checkpoint;
import dev.turnout.orchestrator.audit.Verification;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An installation on which rollouts are played and users ask, with everything that watches it. What
 * is wrong is in {@link #ledger}.
 */
final class Play implements AutoCloseable {
  private static final double REQUESTS_PER_SECOND = 60;
  private static final Logger LOG = LoggerFactory.getLogger(Play.class);
  static final Duration MENDED = Duration.ofMinutes(4);

  private static final Duration BETWEEN = Duration.ofMillis(200);
  private static final Duration REST = Duration.ofSeconds(60);

  private final Installation installation;
  private final Ledger ledger = new Ledger();
  private final Disturbances disturbances = new Disturbances();
  private final BusWatch watch;
  private final CommandSender commands;
  private final Probes probes;
  private final List<Player> players = new ArrayList<>();
  private final List<String> differences = new ArrayList<>();
  private final Users users;

  private Play(Installation installation, Random random) throws InterruptedException {
    this.installation = installation;
    this.watch = BusWatch.start(installation, ledger);
    this.commands = new CommandSender(installation, ledger);
    this.probes = new Probes(ledger, commands, installation.plan().partitions());
    for (String model : installation.plan().models()) {
      players.add(new Player(model, ledger, commands, disturbances, new Random(random.nextLong())));
    }
    for (Player player : players) {
      player.begin();
    }
    this.users = Users.start(installation, REQUESTS_PER_SECOND, new Random(random.nextLong()));
    players.forEach(Player::goOn);
  }

  /** Starts everything; returns when the first versions serve. */
  static Play start(Plan plan, Random random) throws InterruptedException {
    Installation installation = Installation.start(plan);
    try {
      return new Play(installation, random);
    } catch (RuntimeException | InterruptedException e) {
      installation.close();
      throw e;
    }
  }

  Installation installation() {
    return installation;
  }

  Ledger ledger() {
    return ledger;
  }

  Disturbances disturbances() {
    return disturbances;
  }

  Probes probes() {
    return probes;
  }

  Users users() {
    return users;
  }

  /** What must not have happened, with the place of the logs; empty if all is well. */
  List<String> wrong() {
    List<String> all = new ArrayList<>();
    ledger.lost().forEach(what -> all.add("lost: " + what));
    ledger.doubled().forEach(what -> all.add("doubled: " + what));
    differences.forEach(what -> all.add("journal: " + what));
    if (!all.isEmpty()) {
      all.add("logs are in " + installation.plan().folder());
    }
    return all;
  }

  /** Rollouts that rightly ended otherwise than they were written, a count. */
  int otherwise() {
    return players.stream().mapToInt(Player::otherwise).sum();
  }

  /** Asks for decisions until everything runs and every node has the newest tables. */
  void mend() throws InterruptedException {
    long end = System.nanoTime() + MENDED.toNanos();
    while (!installation.missing().isEmpty()) {
      requireInTime(end, "full strength, but missing: " + installation.missing());
      probes.sendFor(BETWEEN);
    }
    List<String> behind = new ArrayList<>(installation.plan().models());
    while (!behind.isEmpty()) {
      requireInTime(end, "all nodes to have the newest table of " + behind);
      probes.sendFor(Duration.ofMillis(50));
      behind.removeIf(model -> ledger.isConverged(model, installation.nodes()));
    }
    probes.sendUntilAnswered();
  }

  private void requireInTime(long end, String what) {
    if (System.nanoTime() > end) {
      throw new IllegalStateException(
          "Expected %s within %s; logs are in %s"
              .formatted(what, MENDED, installation.plan().folder()));
    }
  }

  /** Lets the present rollouts end, and the last command be answered. */
  void finish() throws InterruptedException {
    for (Player player : players) {
      player.finish();
    }
    users.close();
    if (!Patience.waits(REST, () -> ledger.unanswered().isEmpty())) {
      ledger.lost("answers to %d commands".formatted(ledger.unanswered().size()));
    }
    verify();
  }

  /** Derives the whole journal from its inputs again, byte for byte. */
  private void verify() {
    var connection = new Connection(installation.settings(), installation.topics());
    try (var recording = BusRecording.open(connection)) {
      Checkpoint start = Checkpoint.start(connection.topics().prefix(), recording.partitions());
      var report = new Verification(recording, start, Set.of(), Verification.Watcher.NOBODY).run(1);
      report.differences().forEach(difference -> differences.add(difference.toString()));
      if (!report.isComplete()) {
        differences.add("not every entry of the journal could be derived from the inputs again");
      }
      LOG.info(
          "Verified entries={} inputs={} differences={}",
          report.entries(),
          report.inputs(),
          report.differences().size());
    }
  }

  @Override
  public void close() {
    users.close();
    commands.close();
    watch.close();
    installation.close();
  }
}
