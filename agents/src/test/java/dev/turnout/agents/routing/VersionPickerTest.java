package dev.turnout.agents.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VersionPickerTest {
  private static final int USERS = 100_000;

  // Quantile 0.999 of the chi-square distribution with one degree of freedom.
  private static final double CHI_SQUARE_AT_0_001 = 10.828;

  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.05, 0.1, 0.25, 0.5})
  void shouldSplitUsersByWeight(double weight) {
    VersionPicker picker = picker("rollout-42", weight);

    long candidates = 0;
    for (int user = 0; user < USERS; user++) {
      candidates += picker.pick("user-" + user).equals("v2") ? 1 : 0;
    }

    double expected = USERS * weight;
    double statistic = Math.pow(candidates - expected, 2) / (expected * (1 - weight));
    System.out.printf(
        "split of %d users at %s: %d to the candidate, chi-square %.3f (limit %.3f)%n",
        USERS, weight, candidates, statistic, CHI_SQUARE_AT_0_001);
    assertThat(statistic).isLessThan(CHI_SQUARE_AT_0_001);
  }

  @Test
  void shouldMoveNobodyBackWhenTheWeightIsRaised() {
    // given
    double[] weights = {0.01, 0.05, 0.25, 1.0};
    int movedBack = 0;

    // when
    for (int user = 0; user < USERS; user++) {
      for (int i = 1; i < weights.length; i++) {
        boolean before = candidate("s", weights[i - 1], "user-" + user);
        boolean after = candidate("s", weights[i], "user-" + user);
        movedBack += before && !after ? 1 : 0;
      }
    }

    // then
    System.out.printf("raising 0.01, 0.05, 0.25, 1.0: %d of %d moved back%n", movedBack, USERS);
    assertThat(movedBack).isZero();
  }

  @Test
  void shouldAgreeWithTheBucketsOfHaproxy() {
    // rollout-42:user-1 is 6481 of 10000 in HAProxy 2.6 and 3.2
    assertThat(picker("rollout-42", 0.5).bucket("user-1") % 10_000).isEqualTo(6481);
  }

  @Property(seed = "1")
  void shouldNeverMoveAUserBack(
      @ForAll String salt,
      @ForAll String key,
      @ForAll @IntRange(max = 1_000_000) int weight,
      @ForAll @IntRange(max = 1_000_000) int otherWeight) {
    double smaller = Math.min(weight, otherWeight) / 1e6;
    double larger = Math.max(weight, otherWeight) / 1e6;

    assertThat(candidate(salt, smaller, key) && !candidate(salt, larger, key)).isFalse();
  }

  @Property(seed = "1")
  void shouldKeepAUserWhileTheWeightStays(
      @ForAll @StringLength(max = 20) String salt,
      @ForAll String key,
      @ForAll @IntRange(max = 1_000_000) int weight) {
    assertThat(candidate(salt, weight / 1e6, key)).isEqualTo(candidate(salt, weight / 1e6, key));
  }

  @Property(seed = "1")
  void shouldOwnExactlyThePrefix(
      @ForAll String key, @ForAll @IntRange(max = 1_000_000) int weight) {
    VersionPicker picker = picker("s", weight / 1e6);

    assertThat(picker.pick(key)).isEqualTo(picker.bucket(key) < weight ? "v2" : "v1");
  }

  @Property(seed = "1")
  void shouldSplitByChanceWithoutAKey(
      @ForAll @DoubleRange(max = 1, maxIncluded = false) double chance,
      @ForAll @IntRange(max = 1_000_000) int weight) {
    String version = picker("s", weight / 1e6).pickWithoutKey(chance);

    assertThat(version).isEqualTo(Math.floor(chance * 1e6) < weight ? "v2" : "v1");
  }

  @Test
  void shouldDrawOtherUsersWithAnotherSalt() {
    // given
    VersionPicker one = picker("rollout-1", 0.1);
    VersionPicker other = picker("rollout-2", 0.1);

    // when
    int both = 0;
    for (int user = 0; user < USERS; user++) {
      String key = "user-" + user;
      both += one.pick(key).equals("v2") && other.pick(key).equals("v2") ? 1 : 0;
    }

    // then: independent draws give 1 %, with a standard deviation of 31 users
    assertThat(both).isBetween(850, 1150);
  }

  private static boolean candidate(String salt, double weight, String key) {
    return picker(salt, weight).pick(key).equals("v2");
  }

  private static VersionPicker picker(String salt, double weight) {
    double rest = (1_000_000 - Math.rint(weight * 1e6)) / 1e6;
    return new VersionPicker(
        new RouteSnapshot(
            "fraud",
            1,
            salt,
            Stickiness.none(),
            List.of(new VersionRoute("v2", weight), new VersionRoute("v1", rest)),
            List.of()));
  }
}
