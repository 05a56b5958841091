package dev.turnout.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnout.client.examples.CanaryInCode;
import dev.turnout.events.Outcome;
import dev.turnout.output.Exit;
import dev.turnout.output.Failure;
import dev.turnout.report.Fact;
import dev.turnout.spec.RolloutFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TurnoutClientTest {

  @Test
  void shouldSayWhichPropertyIsMissing() {
    assertThatThrownBy(() -> TurnoutClient.connect(Map.of("bootstrap.servers", "a:1")))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("Expected the property 'schema.registry.url'")
        .satisfies(failure -> assertThat(((Failure) failure).exit()).isEqualTo(Exit.INVALID_INPUT));
  }

  @Test
  void shouldSayThatNobodyListens() {
    TurnoutClient client = TurnoutClient.connect("localhost:1", "http://localhost:1");

    assertThatThrownBy(() -> client.start(CanaryInCode.canary("v2", "models:/fraud/2")))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("localhost:1");
  }

  @Test
  void shouldMakeTheSameRolloutInCodeAsInAFile() {
    // given
    RolloutFile written =
        RolloutFile.parse(
            """
            apiVersion: turnout.dev/v1alpha1
            kind: Rollout
            metadata: {name: fraud-v2}
            spec:
              model: fraud
              candidate: {version: v2, source: "models:/fraud/2"}
              strategy:
                canary:
                  stickiness: {header: x-user-id}
                  stages:
                    - {weight: 0.01, for: 10m}
                    - {weight: 0.10, for: 30m}
                    - {weight: 0.50, for: 1h}
                  bake: 24h
              analysis:
                metrics:
                  - {name: errors,   errorRate: {margin: 0.002, limit: 0.01}}
                  - {name: p99,      latency: {quantile: 0.99, limit: 500ms}}
                  - {name: accuracy, score: {outcome: accuracy, margin: 0.01, limit: 0.92}}
            """,
            "rollout.yaml");

    // when
    RolloutFile coded = CanaryInCode.canary("v2", "models:/fraud/2");

    // then
    assertThat(coded).isEqualTo(written);
  }

  @ParameterizedTest
  @EnumSource(Outcome.class)
  void shouldEndAsTheCommandLineDoes(Outcome outcome) {
    Ending ending = new Ending("fraud-v2", outcome, "because");

    Exit expected =
        switch (outcome) {
          case PROMOTED, FAST_PROMOTED, PASSED -> Exit.OK;
          case ROLLED_BACK, ABORTED, SUPERSEDED -> Exit.REFUSED;
          case INCONCLUSIVE -> Exit.INCONCLUSIVE;
        };
    assertThat(ending.exit()).isEqualTo(expected);
    assertThat(ending.isGood()).isEqualTo(expected == Exit.OK);
  }

  @Test
  void shouldCountWhatIsReported() {
    // given
    List<Fact> facts = new ArrayList<>();

    // when
    new VersionReport(facts::add)
        .label("accuracy", true)
        .labels("accuracy", 912, 1000)
        .score("ndcg", 0.75, 100)
        .event("fallbacks", 12, 5000)
        .values("gpu-memory-mb", 812, 790)
        .requests(5000, 3);

    // then
    assertThat(facts)
        .containsExactly(
            new Fact.Graded("accuracy", 1, 0),
            new Fact.Graded("accuracy", 1000, 88),
            new Fact.Graded("ndcg", 100, 25),
            new Fact.Graded("fallbacks", 5000, 12),
            new Fact.Measured("gpu-memory-mb", List.of(812.0, 790.0)),
            new Fact.Served(5000, 3));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 87, Double.NaN, Double.POSITIVE_INFINITY})
  void shouldRefuseAScoreThatIsNone(double score) {
    assertThatThrownBy(() -> new VersionReport(fact -> {}).score("ndcg", score, 100))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Expected a mean score between 0 and 1");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, 1e9, Double.NaN})
  void shouldRefuseAValueThatFitsNoBin(double value) {
    assertThatThrownBy(() -> new VersionReport(fact -> {}).values("gpu-memory-mb", 1, value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Expected a value between 0 and 86400000");
  }
}
