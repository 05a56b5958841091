package dev.turnout.agents.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.agents.routing.RouteSnapshot;
import dev.turnout.agents.routing.Stickiness;
import dev.turnout.agents.routing.VersionRoute;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every router promises; each adapter's test extends it. */
public abstract class RouterContract {
  /** The model that the router under test serves. */
  protected static final String MODEL = "fraud";

  /** The router under test, made new for each test. */
  protected abstract Router router();

  /** An endpoint at which something answers with this name, as long as the test runs. */
  protected abstract Endpoint endpointOf(String name);

  /** The name of whoever answers a request with this key now; empty if nobody does. */
  protected abstract String answering(String key);

  @Test
  void shouldHaveNothingInForceAtFirst() {
    assertThat(router().inForce(MODEL)).isEmpty();
  }

  @Test
  void shouldReadBackWhatItApplied() {
    RouteSnapshot snapshot = snapshot(3, 0.25);

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
    RouteSnapshot snapshot = snapshot(2, 0.5);
    router().apply(snapshot, endpoints("one", "two"));
    String before = answering("ada");

    // when
    router().apply(snapshot, endpoints("one", "two"));

    // then
    assertThat(router().inForce(MODEL)).contains(snapshot);
    assertThat(answering("ada")).isEqualTo(before);
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

  private Map<String, Endpoint> endpoints(String v1, String v2) {
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
