package dev.turnout.orchestrator.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnout.orchestrator.plan.Glob;
import dev.turnout.orchestrator.routing.ModelName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PolicyTest {
  private static final ModelName FRAUD = new ModelName("fraud");
  private static final Schedule WEEKEND =
      new Schedule.Repeated("0 18 * * FRI", Duration.ofHours(62), "Europe/Berlin");

  private static PolicyInForce inForce(Schedule schedule) {
    PolicyInForce policy = new PolicyInForce();
    policy.set(new Policy(List.of(new Freeze("f", "", schedule, Scope.ALL)), List.of()));
    return policy;
  }

  @Test
  void shouldBeOnFromItsFirstMomentToTheLastButOne() {
    // given
    PolicyInForce policy = inForce(WEEKEND);
    Instant begin = Instant.parse("2026-01-02T17:00:00Z");
    Instant end = begin.plus(Duration.ofHours(62));
    // when, then
    assertThat(policy.frozen(FRAUD, Map.of(), begin.minusMillis(1))).isEmpty();
    assertThat(policy.frozen(FRAUD, Map.of(), begin))
        .extracting(Frozen::until)
        .containsExactly(end);
    assertThat(policy.frozen(FRAUD, Map.of(), end.minusMillis(1))).hasSize(1);
    assertThat(policy.frozen(FRAUD, Map.of(), end)).isEmpty();
    assertThat(policy.nextChange(FRAUD, Map.of(), begin.minusMillis(1))).contains(begin);
    assertThat(policy.nextChange(FRAUD, Map.of(), begin)).contains(end);
    assertThat(policy.nextChange(FRAUD, Map.of(), end)).contains(begin.plus(Duration.ofDays(7)));
  }

  @Test
  void shouldBeOnFromOneTimeUpToAnother() {
    // given
    Instant begin = Instant.parse("2026-12-20T00:00:00Z");
    Instant end = Instant.parse("2027-01-04T00:00:00Z");
    PolicyInForce policy = inForce(new Schedule.Once(begin, end));
    // when, then
    assertThat(policy.frozen(FRAUD, Map.of(), begin.minusMillis(1))).isEmpty();
    assertThat(policy.frozen(FRAUD, Map.of(), begin))
        .extracting(Frozen::until)
        .containsExactly(end);
    assertThat(policy.frozen(FRAUD, Map.of(), end.minusMillis(1))).hasSize(1);
    assertThat(policy.frozen(FRAUD, Map.of(), end)).isEmpty();
    assertThat(policy.nextChange(FRAUD, Map.of(), begin.minusMillis(1))).contains(begin);
    assertThat(policy.nextChange(FRAUD, Map.of(), begin)).contains(end);
    assertThat(policy.nextChange(FRAUD, Map.of(), end)).isEmpty();
  }

  @Test
  void shouldAnswerTheSameInWhateverOrderItIsAsked() {
    // given
    PolicyInForce policy = inForce(WEEKEND);
    Instant start = Instant.parse("2026-01-01T00:00:00Z");
    java.util.Random random = new java.util.Random(1);
    for (int i = 0; i < 2_000; i++) {
      Instant at = start.plus(Duration.ofMinutes(random.nextInt(3 * 7 * 24 * 60)));
      // when
      List<Frozen> asked = policy.frozen(FRAUD, Map.of(), at);
      // then
      assertThat(asked).isEqualTo(inForce(WEEKEND).frozen(FRAUD, Map.of(), at));
      assertThat(policy.nextChange(FRAUD, Map.of(), at))
          .isEqualTo(inForce(WEEKEND).nextChange(FRAUD, Map.of(), at));
    }
  }

  @Test
  void shouldHoldWhomItNamesAndNotWhomItExcepts() {
    // given
    Scope scope =
        new Scope(
            List.of(new Glob("fraud*")),
            new TreeMap<>(Map.of("team", "risk")),
            new TreeMap<>(Map.of("urgent", "yes")));
    // when, then
    assertThat(scope.covers(FRAUD, Map.of("team", "risk", "x", "y"))).isTrue();
    assertThat(scope.covers(FRAUD, Map.of("team", "ads"))).isFalse();
    assertThat(scope.covers(new ModelName("ads"), Map.of("team", "risk"))).isFalse();
    assertThat(scope.covers(FRAUD, Map.of("team", "risk", "urgent", "yes"))).isFalse();
    assertThat(scope.covers(FRAUD, Map.of("team", "risk", "urgent", "no"))).isTrue();
  }

  @Test
  void shouldAskOnlyRulesThatAreForTheModel() {
    // given
    Scope others = new Scope(List.of(new Glob("ads*")), new TreeMap<>(), new TreeMap<>());
    PolicyInForce policy = new PolicyInForce();
    policy.set(
        new Policy(
            List.of(new Freeze("f", "", WEEKEND, others)),
            List.of(new Limit("l", 1, Optional.empty(), others))));
    Instant during = Instant.parse("2026-01-03T12:00:00Z");
    ModelName ads = new ModelName("ads");
    // when, then
    assertThat(policy.frozen(FRAUD, Map.of(), during)).isEmpty();
    assertThat(policy.nextChange(FRAUD, Map.of(), during)).isEmpty();
    assertThat(policy.limits(FRAUD, Map.of())).isEmpty();
    assertThat(policy.frozen(ads, Map.of(), during)).hasSize(1);
    assertThat(policy.nextChange(ads, Map.of(), during)).isPresent();
    assertThat(policy.limits(ads, Map.of())).hasSize(1);
  }

  @Test
  void shouldRefuseWindowsThatOverlap() {
    assertThatThrownBy(() -> new Schedule.Repeated("0 * * * *", Duration.ofHours(2), "UTC"))
        .hasMessageContaining("freezes that end before the next one begins")
        .hasMessageContaining("write a shorter 'for'");
  }

  @Test
  void shouldTakeWindowsThatTouch() {
    // given
    PolicyInForce policy =
        inForce(new Schedule.Repeated("0 0 * * *", Duration.ofHours(24), "Europe/Berlin"));
    // when, then
    Instant at = Instant.parse("2026-03-28T12:00:00Z");
    for (int hour = 0; hour < 100; hour++) {
      assertThat(policy.frozen(FRAUD, Map.of(), at.plus(Duration.ofHours(hour)))).isNotEmpty();
    }
  }

  @Test
  void shouldRefuseWhatNeverComes() {
    assertThatThrownBy(() -> new Schedule.Repeated("0 0 31 2 *", Duration.ofHours(2), "UTC"))
        .hasMessageContaining("'0 0 31 2 *' never does");
    assertThatThrownBy(() -> new Schedule.Repeated("0 0 * * *", Duration.ofHours(2), "Mars"))
        .hasMessageContaining("Expected a time zone, but got 'Mars'");
    assertThatThrownBy(() -> new Schedule.Once(Instant.EPOCH, Instant.EPOCH))
        .hasMessageContaining("swap 'from' and 'to'");
  }

  @Test
  void shouldRefuseTwoOfOneName() {
    // given
    Limit limit = new Limit("all", 1, Optional.empty(), Scope.ALL);
    // when, then
    assertThatThrownBy(() -> new Policy(List.of(), List.of(limit, limit)))
        .hasMessageContaining("'all' is there twice");
  }

  @Test
  void shouldCountByALabelOnlyThoseWhoHaveIt() {
    // given
    PolicyInForce policy = new PolicyInForce();
    Limit perTeam = new Limit("one a team", 1, Optional.of("team"), Scope.ALL);
    policy.set(new Policy(List.of(), List.of(perTeam)));
    // when, then
    assertThat(policy.limits(FRAUD, Map.of("team", "risk"))).hasSize(1);
    assertThat(policy.limits(FRAUD, Map.of())).isEmpty();
  }
}
