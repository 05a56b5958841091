package dev.turnout.orchestrator.desk;

import static dev.turnout.orchestrator.desk.Inputs.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.orchestrator.routing.ModelName;
import org.junit.jupiter.api.Test;

class TickClockTest {

  private static final ModelName FRAUD = new ModelName("fraud");

  private final TickClock ticks = new TickClock();

  @Test
  void shouldGiveReportsASecondToCarryTheTime() {
    assertThat(ticks.order(FRAUD, at(10), at(9))).isEmpty();
    assertThat(ticks.order(FRAUD, at(10), at(10.9))).isEmpty();
    assertThat(ticks.order(FRAUD, at(10), at(11))).isPresent();
  }

  @Test
  void shouldOrderEachOnceAndAgainOnlyWhenItDoesNotComeBack() {
    // given
    ticks.order(FRAUD, at(10), at(11));
    // when
    var soon = ticks.order(FRAUD, at(10), at(20.9));
    var later = ticks.order(FRAUD, at(10), at(21));
    var another = ticks.order(FRAUD, at(12), at(21));
    // then
    assertThat(soon).isEmpty();
    assertThat(later).isPresent();
    assertThat(another).isPresent();
  }

  @Test
  void shouldNameATickByWhatItIsFor() {
    // given
    var order = ticks.order(FRAUD, at(10), at(11)).orElseThrow();
    // when
    var header = order.tick().header();
    // then
    assertThat(header.id().value()).isEqualTo("tick/fraud/" + at(10).toEpochMilli());
    assertThat(header.actor().value()).isEqualTo("turnout/timer");
    assertThat(header.model()).isEqualTo(FRAUD);
  }
}
