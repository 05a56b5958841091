package dev.turnout.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.bench.scale.ScalePlan;
import dev.turnout.bench.scale.ScaleSuite;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The whole measurement with few models: nothing is lost on its way. */
class ScaleBenchIT {

  @Test
  void shouldSeeEveryDecisionWhileOrchestratorsComeAndGo() throws InterruptedException {
    // given
    Duration second = Duration.ofSeconds(1);
    var few = new ScalePlan(24, second, Duration.ZERO, "256m", 2, 5, 1, 3, second, 1, 7);

    // when
    ScaleSuite.Found found = new ScaleSuite(few, (done, what) -> {}).run();

    // then
    assertThat(found.lost()).isZero();
    assertThat(found.outcome().goals()).hasSize(6);
    assertThat(found.outcome().text())
        .contains("24 models", "5 fail at once", "1,000,000 models on 100,000 nodes");
  }
}
