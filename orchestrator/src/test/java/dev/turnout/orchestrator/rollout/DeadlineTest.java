package dev.turnout.orchestrator.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.orchestrator.fleet.NodeName;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DeadlineTest {
  @Test
  void shouldRollBackAfterTenMinutesWithoutProgress() {
    // given
    Scene scene = Scene.started(Specs.canary());

    // when
    scene.pass(Duration.ofMinutes(10));

    // then
    assertThat(scene.phase()).isEqualTo("TurningBack");
    assertThat(scene.reason())
        .startsWith("no progress for 10m: waiting for node-1, node-2 to pass the smoke test");
  }

  @Test
  void shouldBeDueAtTheDeadlineAlthoughNobodyReports() {
    // given
    Scene scene = Scene.started(Specs.canary());
    scene.processor().passTime(scene.now().plus(Duration.ofMinutes(2)));

    // when
    Instant due = scene.processor().dueAt().orElseThrow();

    // then
    assertThat(due).isEqualTo(scene.now().plus(Duration.ofMinutes(10)));
    assertThat(scene.processor().passTime(due))
        .extracting(entry -> entry.event().word())
        .containsExactly("RolloutTurnedBack", "RolloutEnded");
  }

  @Test
  void shouldNotCountThePauseOfAPerson() {
    // given
    Scene scene = Scene.started(Specs.canary());
    scene.pause();

    // when
    scene.pass(Duration.ofHours(3));

    // then
    assertThat(scene.phase()).isEqualTo("Paused");
  }

  @Test
  void shouldStartTheDeadlineAnewOnResume() {
    // given
    Scene scene = Scene.started(Specs.canary());
    scene.pause();
    scene.pass(Duration.ofHours(3));
    scene.resume();

    // when
    scene.pass(Duration.ofMinutes(9));

    // then
    assertThat(scene.phase()).isEqualTo("Testing");
  }

  @Test
  void shouldStillWaitForANodeThatIsLost() {
    // given
    Scene scene = Scene.started(Specs.canary());
    scene.silence("node-2");
    scene.converge();

    // when
    scene.pass(Duration.ofMinutes(1));

    // then
    assertThat(scene.phase()).isEqualTo("Testing");
    assertThat(scene.model().fleet().node(new NodeName("node-2")).orElseThrow().lost()).isTrue();
  }

  @Test
  void shouldNotWaitForANodeThatLeft() {
    // given
    Scene scene = Scene.started(Specs.canary());
    scene.leave("node-2");

    // when
    scene.converge();

    // then
    assertThat(scene.phase()).isEqualTo("Analysing");
  }

  @Test
  void shouldEndTurningBackWithoutANodeThatNeverAcknowledges() {
    // given
    Scene scene = Scene.started(Specs.canary());
    scene.converge();
    scene.abort();

    // when
    scene.pass(Duration.ofMinutes(10));

    // then
    assertThat(scene.outcome()).isEqualTo(Outcome.ABORTED);
    assertThat(scene.reason()).endsWith("; node-1, node-2 has not acknowledged");
  }

  @Test
  void shouldNotWaitForALostNodeWhenTurningBack() {
    // given
    Scene scene = Scene.started(Specs.canary());
    scene.converge();
    scene.silence("node-2");
    scene.pass(Duration.ofSeconds(30));

    // when
    scene.abort();

    // then
    scene.converge();
    assertThat(scene.outcome()).isEqualTo(Outcome.ABORTED);
  }

  @Test
  void shouldForgetANodeThatIsSilentForAnHour() {
    // given
    Scene scene = Scene.withNodes("node-1", "node-2");
    scene.silence("node-2");

    // when
    scene.pass(Duration.ofMinutes(61));

    // then
    assertThat(scene.words()).containsExactly("NodeJoined", "NodeJoined", "NodeLost", "NodeLeft");
  }
}
