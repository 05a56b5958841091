package dev.turnout.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.demo.load.Tally;
import dev.turnout.events.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScoreboardTest {
  private static final Tally.Counted NOTHING_LOST = new Tally.Counted(Map.of(), 0);

  @Test
  void shouldBeGoodWhenEachSceneEndedAsExpected() {
    // when
    var scoreboard = new Scoreboard(List.of(slow(20), slow(40), slow(30)), NOTHING_LOST);

    // then
    assertThat(scoreboard.isGood()).isTrue();
    assertThat(scoreboard.reaction()).contains("p50 30 ms, max 40 ms (3 rollbacks)");
    assertThat(scoreboard.lines()).hasSize(4).element(1).asString().contains("1.50 s", "yes");
  }

  @Test
  void shouldNotBeGoodWhenARequestWasLostBetweenTheScenes() {
    // when
    var scoreboard = new Scoreboard(List.of(slow(20)), new Tally.Counted(Map.of(), 1));

    // then
    assertThat(scoreboard.isGood()).isFalse();
    assertThat(scoreboard.requests()).startsWith("Lost by switching: 1 of 1 requests.");
  }

  @Test
  void shouldBeDisappointedByAnotherOutcome() {
    // given
    SceneResult promoted = result(2, Optional.of(Outcome.PROMOTED), "latency", 0, 5);

    // when // then
    assertThat(promoted.disappointment()).contains("expected ROLLED_BACK, but got PROMOTED");
    assertThat(new Scoreboard(List.of(promoted), NOTHING_LOST).isGood()).isFalse();
  }

  @Test
  void shouldBeDisappointedByNoEnd() {
    // when
    SceneResult endless = result(2, Optional.empty(), "did not end in time", 0, 5);

    // then
    assertThat(endless.disappointment()).contains("expected ROLLED_BACK, but got no end");
  }

  @Test
  void shouldBeDisappointedByTheRightOutcomeForAnotherReason() {
    // when
    SceneResult lucky = result(2, Optional.of(Outcome.ROLLED_BACK), "accuracy: bad", 0, 5);

    // then
    assertThat(lucky.disappointment())
        .hasValueSatisfying(why -> assertThat(why).contains("latency"));
  }

  @Test
  void shouldBeDisappointedByALostRequest() {
    // when
    SceneResult lossy = result(2, Optional.of(Outcome.ROLLED_BACK), "latency: slow", 2, 5);

    // then
    assertThat(lossy.disappointment()).contains("expected no lost request, but 2 got no answer");
  }

  @Test
  void shouldBeDisappointedByUsersOnAVersionThatFailedItsSmokeTest() {
    // when
    SceneResult seen = result(4, Optional.of(Outcome.ROLLED_BACK), "smoke test failed", 0, 1);

    // then
    assertThat(seen.disappointment())
        .hasValueSatisfying(why -> assertThat(why).contains("it answered 1 requests"));
  }

  private static SceneResult slow(long reactionMs) {
    return new SceneResult(
        scene(2),
        Optional.of(Outcome.ROLLED_BACK),
        "latency: slow",
        100,
        0,
        0,
        20,
        Optional.of(Duration.ofMillis(1500)),
        Optional.of(Duration.ofMillis(reactionMs)));
  }

  private static SceneResult result(
      int scene, Optional<Outcome> outcome, String reason, long lost, long candidate) {
    return new SceneResult(
        scene(scene),
        outcome,
        reason,
        100,
        0,
        lost,
        candidate,
        Optional.of(Duration.ofSeconds(1)),
        Optional.empty());
  }

  private static Scene scene(int number) {
    return Scenes.numbered(Set.of(number)).get(0);
  }
}
