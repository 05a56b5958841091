package dev.turnout.agents.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnout.agents.report.Ending;
import dev.turnout.agents.report.ModelCounters;
import dev.turnout.agents.report.RequestOutcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AgentMeterTest {
  @ParameterizedTest
  @EnumSource(AgentMeter.class)
  void shouldNameAndDescribeEveryMeter(AgentMeter meter) {
    assertThat(meter.meterName()).matches("turnout\\.agent(\\.[a-z]+)+");
    assertThat(meter.description()).isNotBlank().doesNotEndWith(".");
  }

  @Test
  void shouldShowAVersionsRequestsAndErrors() {
    // given
    AgentMetrics metrics = new AgentMetrics();
    ModelCounters counters = new ModelCounters();
    metrics.showVersion("fraud", "v1", counters);

    // when
    counters.version("v1").record(new RequestOutcome(Ending.COMPLETE, 200, 1_000));
    counters.version("v1").record(new RequestOutcome(Ending.COMPLETE, 500, 1_000));
    metrics.showVersion("fraud", "v1", counters);

    // then
    assertThat(metrics.scrape())
        .contains("turnout_agent_requests_total{model=\"fraud\",version=\"v1\"} 2.0")
        .contains("turnout_agent_errors_total{model=\"fraud\",version=\"v1\"} 1.0");
  }

  @Test
  void shouldRefuseOtherTagsThanAMeterHas() {
    assertThatThrownBy(() -> new AgentMetrics().count(AgentMeter.POISON))
        .hasMessageStartingWith("Expected values of the tags [topic]");
  }
}
