package dev.turnout.bench.faults.real;

import dev.turnout.bench.faults.FaultOrder;
import dev.turnout.bench.faults.FaultProgress;
import dev.turnout.bench.faults.FaultResult;
import dev.turnout.bench.faults.FaultSuite;
import dev.turnout.bench.faults.Recovery;
import dev.turnout.bench.process.Child;
import dev.turnout.bench.process.Patience;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kills the orchestrator that owns a model, and measures how long it takes until the other one
 * decides about that model.
 */
public final class FailoverSuite implements FaultSuite {
  private static final int SAMPLES = 20;
  private static final Duration LEAD = Duration.ofSeconds(1);
  private static final Duration BALANCED = Duration.ofMinutes(4);

  @Override
  public String name() {
    return "failover";
  }

  @Override
  public String title() {
    return "the orchestrator that owns a model is killed, another takes over";
  }

  @Override
  public int faults(FaultOrder order) {
    return order.count().orElse(SAMPLES);
  }

  @Override
  public List<FaultResult> run(FaultOrder order, FaultProgress progress)
      throws InterruptedException {
    var random = new Random(order.seed());
    List<Duration> moved = new ArrayList<>();
    List<Duration> stayed = new ArrayList<>();
    try (Play play = Play.start(Plan.inTemporaryFolder(2, List.of(), 0), random)) {
      for (int i = 0; i < faults(order); i++) {
        sample(play, Plan.ORCHESTRATORS.get(i % 2), moved, stayed);
        log().info("Failover {} of {}: {}", i + 1, faults(order), moved.get(i));
        progress.injected("orchestrator killed");
      }
      play.finish();
      List<String> wrong = play.wrong();
      return List.of(
          result("owner killed: its models' next decision", play, moved, wrong),
          result("the same: other models' next decision", play, stayed, List.of()));
    }
  }

  private static FaultResult result(
      String words, Play play, List<Duration> times, List<String> wrong) {
    return new FaultResult(
        words,
        times.size(),
        wrong.isEmpty() ? 0 : play.ledger().lost().size(),
        wrong.isEmpty() ? 0 : play.ledger().doubled().size(),
        0,
        0,
        0,
        new Recovery(times),
        wrong);
  }

  private static void sample(Play play, String owner, List<Duration> moved, List<Duration> stayed)
      throws InterruptedException {
    Installation installation = play.installation();
    Patience.until(
        BALANCED,
        "each orchestrator to own a partition",
        () -> installation.owned(owner).size() == 1);
    Set<Integer> owned = installation.owned(owner);
    Child victim =
        Objects.requireNonNull(installation.orchestrators().get(owner), "a known orchestrator");
    play.probes().sendFor(LEAD);
    long at = System.nanoTime();
    victim.kill();
    play.probes().sendUntilAnswered();
    victim.start();
    Map<Integer, Duration> pauses = play.probes().longestPauses(at);
    pauses.forEach((partition, pause) -> (owned.contains(partition) ? moved : stayed).add(pause));
    play.mend();
    play.probes().longestPauses(System.nanoTime());
  }

  /** Not a constant: suites are made to be named, before the level of the log is known. */
  private static Logger log() {
    return LoggerFactory.getLogger(FailoverSuite.class);
  }
}
