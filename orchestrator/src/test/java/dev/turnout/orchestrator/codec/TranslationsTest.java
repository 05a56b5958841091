package dev.turnout.orchestrator.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnout.orchestrator.analysis.MetricSpec;
import dev.turnout.orchestrator.plan.Step;
import dev.turnout.orchestrator.plan.Strategy;
import dev.turnout.orchestrator.rollout.Actor;
import dev.turnout.orchestrator.rollout.CommandHeader;
import dev.turnout.orchestrator.rollout.CommandId;
import dev.turnout.orchestrator.rollout.RolloutCommand;
import dev.turnout.orchestrator.rollout.RolloutEvent;
import dev.turnout.orchestrator.routing.ModelName;
import dev.turnout.schemas.RecordTypes;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TranslationsTest {

  @BeforeAll
  static void trust() {
    RecordTypes.trust();
  }

  static Stream<Arguments> tables() {
    CommandHeader header =
        new CommandHeader(
            new CommandId("1"),
            new ModelName("fraud"),
            Optional.empty(),
            new Actor("jane"),
            Optional.empty());
    return Stream.of(
        Arguments.of(RolloutEvent.class, EventCodec.EVENTS),
        Arguments.of(RolloutCommand.class, CommandCodec.actionsOf(header)),
        Arguments.of(Step.class, StepCodec.STEPS),
        Arguments.of(Strategy.class, SpecCodec.STRATEGIES),
        Arguments.of(MetricSpec.class, AnalysisCodec.METRICS));
  }

  @ParameterizedTest
  @MethodSource("tables")
  void shouldHaveAMessageForEveryKind(Class<?> sealed, Translations<?> table) {
    assertThat(table.types()).containsExactlyInAnyOrder(sealed.getPermittedSubclasses());
  }

  @Test
  void shouldHaveTheSameConstantsOnBothSides() {
    assertSame(
        dev.turnout.events.Outcome.values(), dev.turnout.orchestrator.rollout.Outcome.values());
    assertSame(
        dev.turnout.events.VersionState.values(),
        dev.turnout.orchestrator.fleet.VersionState.values());
    assertSame(
        dev.turnout.events.VerdictKind.values(),
        dev.turnout.orchestrator.analysis.Verdict.Kind.values());
    assertSame(
        dev.turnout.events.OnInconclusive.values(),
        dev.turnout.orchestrator.analysis.OnInconclusive.values());
    assertSame(
        dev.turnout.events.TrafficKind.values(),
        dev.turnout.orchestrator.analysis.TrafficKind.values());
    assertSame(dev.turnout.events.Role.values(), dev.turnout.orchestrator.routing.Role.values());
    assertSame(
        dev.turnout.events.StickinessKind.values(),
        dev.turnout.orchestrator.routing.Stickiness.Kind.values());
  }

  private static void assertSame(Enum<?>[] one, Enum<?>[] other) {
    assertThat(Stream.of(one).map(Enum::name))
        .containsExactlyInAnyOrderElementsOf(Stream.of(other).map(Enum::name).toList());
  }

  @Test
  void shouldRefuseWhatItDoesNotKnow() {
    assertThatThrownBy(() -> EventCodec.read("a string"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Expected one of")
        .hasMessageContaining("update this program");
  }

  @Test
  void shouldRefuseAnInvalidCommandWithTheSentenceOfTheRule() {
    // given
    var command =
        new dev.turnout.events.RolloutCommand(
            "1",
            "fraud",
            "Fraud V2",
            "jane",
            null,
            new dev.turnout.events.StartRollout(specWithWeight(10), false));
    // when / then
    assertThatThrownBy(() -> CommandCodec.read(command))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Fraud V2");
    command.setRollout("fraud-v2");
    assertThatThrownBy(() -> CommandCodec.read(command))
        .hasMessageContaining("Expected a weight in [0, 1], but got 10");
    command.setRollout("Fraud V2");
    assertThat(CommandCodec.envelope(command).rollout()).isEmpty();
    assertThat(CommandCodec.wordOf(command)).isEqualTo("StartRollout");
  }

  private static dev.turnout.events.RolloutSpec specWithWeight(double weight) {
    return dev.turnout.events.RolloutSpec.newBuilder()
        .setCandidate(new dev.turnout.events.VersionRef("v2", null))
        .setStrategy(
            new dev.turnout.events.CanaryStrategy(
                null, List.of(new dev.turnout.events.CanaryStage(weight, 1000L)), 1000L))
        .setAnalysis(dev.turnout.events.AnalysisSpec.newBuilder().build())
        .setStickiness(
            new dev.turnout.events.Stickiness(dev.turnout.events.StickinessKind.NONE, null))
        .build();
  }
}
