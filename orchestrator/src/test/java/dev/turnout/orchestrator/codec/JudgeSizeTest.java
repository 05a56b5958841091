package dev.turnout.orchestrator.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.dataformat.smile.SmileFactory;
import dev.turnout.orchestrator.analysis.AnalysisSpec;
import dev.turnout.orchestrator.analysis.Arm;
import dev.turnout.orchestrator.analysis.BaselineHistory;
import dev.turnout.orchestrator.analysis.Counts;
import dev.turnout.orchestrator.analysis.Distribution;
import dev.turnout.orchestrator.analysis.Judge;
import dev.turnout.orchestrator.analysis.JudgeSnapshot;
import dev.turnout.orchestrator.analysis.Rate;
import dev.turnout.orchestrator.analysis.ScoreCounts;
import dev.turnout.orchestrator.analysis.WarmUp;
import dev.turnout.orchestrator.statistics.LatencyBins;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a judge weighs in every commit. */
class JudgeSizeTest {
  private static final int LIMIT = 16 * 1024;

  @Test
  void shouldKeepAThreeMetricJudgeBelow16KiB() throws IOException {
    // given half an hour of 100 requests a second on three nodes
    AnalysisSpec spec =
        AnalysisSpec.of(
                Rate.errors("errors", 0.002, 0.05),
                Distribution.latency("latency", Distribution.DEFAULT_GATES),
                Rate.score("accuracy", "accuracy", 0.01, 0.8))
            .withWarmUp(WarmUp.NONE);
    Instant now = Instant.parse("2026-01-01T00:00:00Z");
    Judge judge = new Judge(spec, now, Duration.ofHours(1), BaselineHistory.empty(now));
    SplittableRandom random = new SplittableRandom(1);
    for (int second = 0; second < 1800; second++) {
      now = now.plusMillis(1000 + random.nextInt(20));
      for (int node = 0; node < 3; node++) {
        judge.observe(Arm.BASELINE, "node-" + node, counts(30, random), now);
        judge.observe(Arm.CANDIDATE, "node-" + node, counts(3, random), now);
      }
    }

    // when
    int bytes = smile(judge.snapshot()).length;

    // then
    System.out.printf("judge of three metrics: %d bytes%n", bytes);
    assertThat(bytes).isLessThan(LIMIT);
  }

  private static Counts counts(int requests, SplittableRandom random) {
    Map<Integer, Long> bins = new TreeMap<>();
    for (int i = 0; i < requests; i++) {
      bins.merge(LatencyBins.binOf(100 * Math.exp(0.5 * random.nextGaussian())), 1L, Long::sum);
    }
    ScoreCounts labels = new ScoreCounts(requests / 3, random.nextInt(20) == 0 ? 1 : 0);
    long errors = random.nextInt(100) == 0 ? 1 : 0;
    return new Counts(requests, errors, bins, Map.of("accuracy", labels));
  }

  private static byte[] smile(JudgeSnapshot snapshot) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = new SmileFactory().createGenerator(bytes)) {
      RecordJson.write(json, JudgeSnapshot.class, snapshot);
    }
    return bytes.toByteArray();
  }
}
