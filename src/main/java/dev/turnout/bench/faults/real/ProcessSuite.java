package dev.turnout.bench.faults.real;

import dev.turnout.bench.faults.FaultOrder;
import dev.turnout.bench.faults.FaultProgress;
import dev.turnout.bench.faults.FaultResult;
import dev.turnout.bench.faults.FaultSuite;
import dev.turnout.bench.faults.Recovery;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Kills and freezes one process after another, at moments that chance chooses. */
public final class ProcessSuite implements FaultSuite {
  private static final int FAULTS = 100;
  private static final int PARTITIONS = 2;
  private static final int NODES = 2;

  @Override
  public String name() {
    return "processes";
  }

  @Override
  public String title() {
    return "orchestrators, agents, brokers and model servers are killed and frozen";
  }

  @Override
  public int faults(FaultOrder order) {
    return order.count().orElse(FAULTS);
  }

  @Override
  public List<FaultResult> run(FaultOrder order, FaultProgress progress)
      throws InterruptedException {
    var random = new Random(order.seed());
    var tally = new Tallies();
    List<String> models = Models.spread(List.of(0, 1), PARTITIONS);
    try (Play play = Play.start(Plan.inTemporaryFolder(PARTITIONS, models, NODES), random)) {
      log().info("Seed {}, logs in {}", order.seed(), play.installation().plan().folder());
      var striker = new Striker(play, random);
      for (int i = 0; i < faults(order); i++) {
        FaultKind kind = FaultKind.draw(random);
        tally.before(play);
        Struck struck = striker.strike(kind);
        log().info("Fault {} of {}: {}", i + 1, faults(order), struck);
        tally.after(play, struck);
        progress.injected(kind.words());
      }
      play.finish();
      log().info("Entries {} attempts {}", play.ledger().entries(), play.ledger().attempts());
      return tally.results(play);
    }
  }

  /** Sums of the faults of each kind. */
  private static final class Tallies {
    private final Map<FaultKind, List<Struck>> struck = new EnumMap<>(FaultKind.class);
    private final Map<FaultKind, int[]> harm = new EnumMap<>(FaultKind.class);
    private int lost;
    private int doubled;
    private int otherwise;

    void before(Play play) {
      lost = play.ledger().lost().size();
      doubled = play.ledger().doubled().size();
      otherwise = play.otherwise();
    }

    void after(Play play, Struck one) {
      struck.computeIfAbsent(one.kind(), k -> new ArrayList<>()).add(one);
      int[] sums = harm.computeIfAbsent(one.kind(), k -> new int[3]);
      sums[0] += play.ledger().lost().size() - lost;
      sums[1] += play.ledger().doubled().size() - doubled;
      sums[2] += play.otherwise() - otherwise;
    }

    List<FaultResult> results(Play play) {
      List<FaultResult> results = new ArrayList<>();
      struck.forEach(
          (kind, all) -> {
            int[] sums = harm.getOrDefault(kind, new int[3]);
            results.add(
                new FaultResult(
                    kind.words(),
                    all.size(),
                    sums[0],
                    sums[1],
                    sums[2],
                    all.stream().mapToLong(s -> s.requests() + s.lost() + s.lostAtTheDead()).sum(),
                    all.stream().mapToLong(Struck::lost).sum(),
                    new Recovery(all.stream().map(Struck::recovery).toList()),
                    results.isEmpty() ? play.wrong() : List.of()));
          });
      return results;
    }
  }

  /** Not a constant: suites are made to be named, before the level of the log is known. */
  private static Logger log() {
    return LoggerFactory.getLogger(ProcessSuite.class);
  }
}
