package dev.turnout.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnout.orchestrator.plan.BakeStep;
import dev.turnout.orchestrator.plan.Step;
import dev.turnout.output.Failure;
import dev.turnout.spec.RolloutFile;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScenesTest {

  static Stream<Scene> scenes() {
    return Stream.concat(Stream.of(Scenes.first()), Scenes.numbered(Set.of()).stream());
  }

  @ParameterizedTest
  @MethodSource("scenes")
  void shouldHaveAValidRolloutOfItsVersion(Scene scene) {
    // when
    RolloutFile file = Scenes.rollout(scene);

    // then
    assertThat(file.model().value()).isEqualTo(Scenes.MODEL);
    assertThat(file.spec().candidate().version().value()).isEqualTo(scene.version());
    assertThat(file.name().value()).isEqualTo("iris-" + scene.version());
  }

  @Test
  void shouldPlayTheChosenScenesInTheirOrder() {
    // when
    List<Scene> chosen = Scenes.numbered(Set.of(5, 2));

    // then
    assertThat(chosen).extracting(Scene::number).containsExactly(2, 5);
  }

  @Test
  void shouldRefuseASceneThatIsNotThere() {
    // when // then
    assertThatThrownBy(() -> Scenes.numbered(Set.of(6)))
        .isInstanceOf(Failure.class)
        .hasMessage("Expected a scene from 1 to 5, but got 6");
  }

  @Test
  void shouldShortenWhatIsWaitedForByTheClock() {
    // given
    Scene scene = Scenes.numbered(Set.of(1)).get(0);

    // when
    List<Step> steps = new Pace(2).of(Scenes.rollout(scene).spec()).plan().steps();

    // then
    assertThat(steps).contains(new BakeStep(Duration.ofSeconds(1)));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, 11, Double.NaN})
  void shouldRefuseASpeedOutOfRange(double speed) {
    // when // then
    assertThatThrownBy(() -> new Pace(speed)).hasMessageContaining("Expected a speed in [0.1, 10]");
  }
}
