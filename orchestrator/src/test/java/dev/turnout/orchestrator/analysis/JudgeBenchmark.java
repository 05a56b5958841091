package dev.turnout.orchestrator.analysis;

import dev.turnout.orchestrator.statistics.LatencyBins;
import dev.turnout.orchestrator.statistics.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What judging costs: errors, latency (three quantiles) and accuracy, a report a second for each of
 * three nodes and both arms, about 100 requests in each report of the baseline.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class JudgeBenchmark {
  private static final int PREPARED = 512;
  private static final int NODES = 3;

  private static final AnalysisSpec SPEC =
      AnalysisSpec.of(
              Rate.errors("errors", 0.002, 0.05),
              Distribution.latency("latency", Distribution.DEFAULT_GATES),
              Rate.score("accuracy", "accuracy", 0.01, 0.8))
          .withWarmUp(WarmUp.NONE);

  private final Counts[] candidates = new Counts[PREPARED];
  private final Counts[] baselines = new Counts[PREPARED];
  private Judge judge = start();
  private Instant now = Instant.EPOCH;
  private int next;

  /** Reports are made before, so that only judging is measured. */
  @Setup
  public void prepare() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < PREPARED; i++) {
      candidates[i] = counts(10, random);
      baselines[i] = counts(100, random);
    }
  }

  private static Judge start() {
    return new Judge(
        SPEC,
        Instant.EPOCH,
        Duration.ofHours(1),
        Past.of(
            new Tally(60, 60_000),
            Map.of("accuracy", new Tally(500, 10_000)),
            new TreeMap<>(Map.of(230, 30_000.0, 260, 25_000.0, 300, 5_000.0))));
  }

  private static Counts counts(int requests, SplittableRandom random) {
    Map<Integer, Long> bins = new TreeMap<>();
    for (int i = 0; i < requests; i++) {
      double millis = 100 * Math.exp(0.5 * random.nextGaussian());
      bins.merge(LatencyBins.binOf(millis), 1L, Long::sum);
    }
    long labels = requests / 5;
    return new Counts(
        requests,
        random.nextInt(1000) < requests ? 1 : 0,
        bins,
        Map.of("accuracy", new ScoreCounts(labels, random.nextInt(20) == 0 ? 1 : 0)));
  }

  /** One report of one arm and the decision after it. */
  @Benchmark
  public Verdict.Kind report() {
    next++;
    if (next % (2 * NODES) == 0) {
      now = now.plusSeconds(1);
    }
    boolean candidate = next % 2 == 0;
    Counts counts = (candidate ? candidates : baselines)[next / 2 % PREPARED];
    judge.observe(
        candidate ? Arm.CANDIDATE : Arm.BASELINE, "node-" + next / 2 % NODES, counts, now);
    return judge.kind(now, 0.05);
  }

  /** The verdict with its reasons and its evidence, as it is written down. */
  @Benchmark
  public Verdict verdict() {
    return judge.verdict(now, 0.05);
  }

  /** Both arms' reports of a second, which close a block of each metric. */
  @Benchmark
  public Judge block() {
    next += 2;
    now = now.plusSeconds(1);
    judge.observe(Arm.BASELINE, "node-0", baselines[next / 2 % PREPARED], now);
    judge.observe(Arm.CANDIDATE, "node-0", candidates[next / 2 % PREPARED], now);
    return judge;
  }
}
