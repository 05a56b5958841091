package dev.turnout.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.events.ConsumedOffsets;
import dev.turnout.events.PlaceView;
import dev.turnout.events.RolloutState;
import dev.turnout.orchestrator.policy.Limit;
import dev.turnout.orchestrator.policy.Policy;
import dev.turnout.orchestrator.policy.Scope;
import dev.turnout.schemas.RecordTypes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PlacesTextTest {
  private static final Limit ALL = new Limit("all", 7, Optional.empty(), Scope.ALL);
  private static final Limit TEAM = new Limit("one a team", 1, Optional.of("team"), Scope.ALL);

  private final List<PlaceView> places = new ArrayList<>();

  @BeforeAll
  static void trust() {
    RecordTypes.trust();
  }

  @Test
  void shouldNameFiveOfThoseWhoAreUnderWayAndCountTheRest() {
    // given
    for (int i = 1; i <= 7; i++) {
      place("model" + i, true, Map.of());
    }
    place("first", false, Map.of());
    place("second", false, Map.of());

    // then
    assertThat(text("second", ALL))
        .containsExactly(
            "'all': 7 under way of at most 7: model1-v2, model2-v2, model3-v2, model4-v2, model5-v2"
                + " and 2 more; number 2 of 2 who wait");
    assertThat(text("model1", ALL)).as("who is under way waits for nobody").isEmpty();
    assertThat(text("unknown", ALL)).isEmpty();
  }

  @Test
  void shouldNameOnlyThoseOfTheSameLabelAndOnlyTheLimitThatKeeps() {
    // given
    place("fraud", true, Map.of("team", "risk"));
    place("ads", true, Map.of("team", "growth"));
    place("churn", false, Map.of("team", "risk"));

    // then
    assertThat(text("churn", ALL, TEAM))
        .containsExactly(
            "'one a team': 1 under way of at most 1: fraud-v2; number 1 of 1 who wait");
  }

  @Test
  void shouldSayThatMoreAreUnderWayThanMayBeginNow() {
    // given: they were under way before there was a limit
    place("fraud", true, Map.of("team", "risk"));
    place("abuse", true, Map.of("team", "risk"));
    place("churn", false, Map.of("team", "risk"));

    // then
    assertThat(text("churn", TEAM).get(0))
        .startsWith("'one a team': 2 under way of at most 1: fraud-v2, abuse-v2;");
  }

  private void place(String model, boolean admitted, Map<String, String> labels) {
    places.add(new PlaceView(model, model + "-v2", labels, admitted, 1_000L));
  }

  private List<String> text(String model, Limit... limits) {
    return PlacesText.of(state(model), new Policy(List.of(), List.of(limits)), places);
  }

  private static RolloutState state(String model) {
    return RolloutState.newBuilder()
        .setModel(model)
        .setAtMs(1)
        .setJournalSequence(1)
        .setEpoch(1)
        .setConsumed(new ConsumedOffsets(1L, 1L, 1L))
        .setSnapshotVersion(1)
        .setSnapshot(ByteBuffer.allocate(0))
        .build();
  }
}
