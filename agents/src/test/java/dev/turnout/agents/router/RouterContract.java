package dev.turnout.agents.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.turnout.agents.routing.RouteSnapshot;
import dev.turnout.agents.routing.Stickiness;
import dev.turnout.agents.routing.VersionRoute;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every router promises; each adapter's test extends it. */
public abstract class RouterContract {
  /** The model that the router under test serves. */
  protected static final String MODEL = "fraud";

  private static final int USERS = 1500;

  /** The router under test, made new for each test. */
  protected abstract Router router();

  /** An endpoint at which something answers with this name, as long as the test runs. */
  protected abstract Endpoint endpointOf(String name);

  /** The name of whoever answers a request with this key now; empty if nobody does. */
  protected abstract String answering(String key);

  /** The candidate's weight in tests to which any will do, where the router has not all weights. */
  protected double weightLike(double weight) {
    return weight;
  }

  /** Something that is unequal to what it was before if anything was written to the data plane. */
  protected abstract Object stamp();

  @Test
  void shouldHaveNothingInForceAtFirst() {
    assertThat(router().inForce(MODEL)).isEmpty();
  }

  @Test
  void shouldReadBackWhatItApplied() {
    RouteSnapshot snapshot = snapshot(3, weightLike(0.25));

    router().apply(snapshot, endpoints("one", "two"));

    assertThat(router().inForce(MODEL)).contains(snapshot);
  }

  @Test
  void shouldSendEverybodyToTheVersionWithAllTheWeight() {
    router().apply(snapshot(1, 0), endpoints("one", "two"));
    assertThat(answering("ada")).isEqualTo("one");

    router().apply(snapshot(2, 1), endpoints("one", "two"));
    assertThat(answering("ada")).isEqualTo("two");
  }

  @Test
  void shouldIgnoreAnOlderEpoch() {
    // given
    RouteSnapshot newer = snapshot(2, 1);
    router().apply(newer, endpoints("one", "two"));

    // when
    router().apply(snapshot(1, 0), endpoints("other", "other"));

    // then
    assertThat(router().inForce(MODEL)).contains(newer);
    assertThat(answering("ada")).isEqualTo("two");
  }

  @Test
  void shouldChangeNothingWhenAppliedTwice() {
    // given
    RouteSnapshot snapshot = snapshot(2, weightLike(0.5));
    router().apply(snapshot, endpoints("one", "two"));
    String before = answering("ada");

    // when
    router().apply(snapshot, endpoints("one", "two"));

    // then
    assertThat(router().inForce(MODEL)).contains(snapshot);
    assertThat(answering("ada")).isEqualTo(before);
  }

  @Test
  void shouldWriteNothingWhenAppliedTwice() {
    // given
    RouteSnapshot snapshot = snapshot(2, weightLike(0.5));
    router().apply(snapshot, endpoints("one", "two"));
    Object before = stamp();

    // when
    router().apply(snapshot, endpoints("one", "two"));
    router().apply(snapshot(1, 0), endpoints("other", "two"));

    // then
    assertThat(stamp()).isEqualTo(before);
  }

  @Test
  void shouldSplitByWeight() {
    assumeTrue(router().capabilities().contains(Capability.WEIGHTS));
    for (double weight : new double[] {0.05, 0.25, 0.5}) {
      router().apply(snapshot((long) (weight * 100), weight), endpoints("one", "two"));

      long candidates = users().filter(user -> answering(user).equals("two")).count();

      double sigma = Math.sqrt(USERS * weight * (1 - weight));
      assertThat((double) candidates)
          .as("users of the candidate at weight %s", weight)
          .isBetween(USERS * weight - 3 * sigma, USERS * weight + 3 * sigma);
    }
  }

  @Test
  void shouldKeepUsersAndOnlyMoveThemToTheCandidate() {
    assumeTrue(router().capabilities().contains(Capability.STICKY));
    router().apply(snapshot(1, 0.2), endpoints("one", "two"));
    Map<String, String> before = new TreeMap<>();
    users().limit(200).forEach(user -> before.put(user, answering(user)));

    router().apply(snapshot(2, 0.2), endpoints("one", "two"));
    before.forEach((user, answer) -> assertThat(answering(user)).isEqualTo(answer));

    router().apply(snapshot(3, 0.4), endpoints("one", "two"));
    before.forEach((user, answer) -> assertThat(answering(user)).isIn(answer, "two"));
  }

  @Test
  void shouldPutEpochZeroInForceUntilThereIsATable() {
    router().apply(snapshot(0, 0), endpoints("one", "two"));
    assertThat(router().inForce(MODEL)).contains(snapshot(0, 0));
    assertThat(answering("ada")).isEqualTo("one");

    router().apply(snapshot(1, 1), endpoints("one", "two"));
    assertThat(answering("ada")).isEqualTo("two");
  }

  @Test
  void shouldTakeNewEndpointsWithTheSameEpoch() {
    // given
    router().apply(snapshot(2, 1), endpoints("one", "two"));

    // when
    router().apply(snapshot(2, 1), endpoints("one", "moved"));

    // then
    assertThat(answering("ada")).isEqualTo("moved");
  }

  @Test
  void shouldServeNobodyWithoutAnEndpoint() {
    router().apply(snapshot(1, 1), Map.of("v1", endpointOf("one")));

    assertThat(answering("ada")).isEmpty();
  }

  @Test
  void shouldServeNobodyWhileNoVersionIsLive() {
    List<VersionRoute> waiting = List.of(new VersionRoute("v1", 0));
    router()
        .apply(
            new RouteSnapshot(MODEL, 1, "salt", Stickiness.none(), waiting, List.of()),
            Map.of("v1", endpointOf("one")));

    assertThat(answering("ada")).isEmpty();
    assertThat(router().inForce(MODEL).map(RouteSnapshot::epoch)).contains(1L);
  }

  @Test
  void shouldCloseTwice() {
    router().apply(snapshot(1, 0), endpoints("one", "two"));

    router().close();
    router().close();
  }

  private static Stream<String> users() {
    return IntStream.range(0, USERS).mapToObj(i -> "user-" + i);
  }

  /** The endpoints of a table with v1 and v2. */
  protected Map<String, Endpoint> endpoints(String v1, String v2) {
    return Map.of("v1", endpointOf(v1), "v2", endpointOf(v2));
  }

  /** A table in which v2 is the candidate with this weight. */
  protected static RouteSnapshot snapshot(long epoch, double candidate) {
    return new RouteSnapshot(
        MODEL,
        epoch,
        "salt",
        Stickiness.header("x-user-id"),
        List.of(new VersionRoute("v2", candidate), new VersionRoute("v1", 1 - candidate)),
        List.of());
  }
}
