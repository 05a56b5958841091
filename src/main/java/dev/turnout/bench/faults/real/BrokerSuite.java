package dev.turnout.bench.faults.real;

import dev.turnout.bench.faults.FaultOrder;
import dev.turnout.bench.faults.FaultProgress;
import dev.turnout.bench.faults.FaultResult;
import dev.turnout.bench.faults.FaultSuite;
import dev.turnout.bench.faults.Recovery;
import dev.turnout.bench.process.Child;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kills one broker of three, configured as a broker is that nobody configured, and measures the
 * longest pause of decisions and the longest that a user waited.
 */
public final class BrokerSuite implements FaultSuite {
  private static final int SAMPLES = 9;
  private static final int PARTITIONS = 3;
  private static final Duration AWAY = Duration.ofSeconds(15);

  @Override
  public String name() {
    return "broker";
  }

  @Override
  public String title() {
    return "one broker of three with stock settings is killed for " + AWAY.toSeconds() + " s";
  }

  @Override
  public int faults(FaultOrder order) {
    return order.count().orElse(SAMPLES);
  }

  @Override
  public List<FaultResult> run(FaultOrder order, FaultProgress progress)
      throws InterruptedException {
    var random = new Random(order.seed());
    List<Duration> pauses = new ArrayList<>();
    List<Duration> waits = new ArrayList<>();
    Plan plan =
        Plan.inTemporaryFolder(PARTITIONS, Models.spread(List.of(0), PARTITIONS), 2)
            .withBrokers(Plan.STOCK_BROKER);
    try (Play play = Play.start(plan, random)) {
      long before = play.users().answered();
      for (int i = 0; i < faults(order); i++) {
        Child victim = play.installation().brokers().processes().get(i % Plan.BROKERS);
        play.users().slowestSinceAsked();
        long at = System.nanoTime();
        victim.kill();
        play.probes().sendFor(AWAY);
        waits.add(play.users().slowestSinceAsked());
        victim.start();
        play.mend();
        pauses.add(Probes.longest(play.probes().longestPauses(at)));
        log()
            .info(
                "{} killed: decisions paused {}, users {}",
                victim.name(),
                pauses.get(i),
                waits.get(i));
        progress.injected("broker killed");
      }
      play.finish();
      long answered = play.users().answered() - before;
      int lost = play.users().lostSince(0).size();
      return List.of(
          new FaultResult(
              "one broker of three killed: longest pause of decisions",
              pauses.size(),
              play.ledger().lost().size(),
              play.ledger().doubled().size(),
              play.otherwise(),
              0,
              0,
              new Recovery(pauses),
              play.wrong()),
          new FaultResult(
              "the same: longest that a user waited",
              waits.size(),
              0,
              0,
              0,
              answered + lost,
              lost,
              new Recovery(waits),
              List.of()));
    }
  }

  /** Not a constant: suites are made to be named, before the level of the log is known. */
  private static Logger log() {
    return LoggerFactory.getLogger(BrokerSuite.class);
  }
}
