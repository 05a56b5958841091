package dev.turnout.agents.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnout.agents.routing.RouteSnapshot;
import dev.turnout.agents.routing.Stickiness;
import dev.turnout.agents.routing.VersionRoute;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What routers promise besides whose data plane lives outside the agent. */
public abstract class ExternalRouterContract extends RouterContract {
  protected final NamedServers servers = new NamedServers();

  /** Another router on the same data plane, as after a restart of the agent. */
  protected abstract Router reopened();

  /** Changes the weights in the data plane by hand, and leaves the epoch. */
  protected abstract void changeWeightsByHand();

  /** Takes what is in force out of the data plane. */
  protected abstract void emptyByHand();

  /** Ends the data plane. Does nothing the second time. */
  protected abstract void stopPlane();

  /** Ends the data plane and starts it with the files that it has. */
  protected abstract void restartPlane() throws IOException;

  /** Where the requests of a model come in: {@link #MODEL} and {@code churn}. */
  protected abstract int port(String model);

  @AfterEach
  void close() {
    stopPlane();
    servers.close();
  }

  @Override
  protected Endpoint endpointOf(String name) {
    return servers.endpoint(name);
  }

  @Override
  protected String answering(String key) {
    return servers.ask(port(MODEL), key);
  }

  @Test
  void shouldSayWhichVersionAnswered() {
    router().apply(snapshot(1, 1), endpoints("one", "two"));

    HttpResponse<String> response = servers.get(port(MODEL), "x-request-id", "abc-1");

    assertThat(response.headers().firstValue("x-turnout-version")).contains("v2");
    assertThat(response.headers().firstValue("x-request-id")).contains("abc-1");
    assertThat(response.body()).isEqualTo("two");
  }

  @Test
  void shouldServeSeveralModels() {
    // given
    router().apply(snapshot(7, 0), endpoints("one", "two"));
    RouteSnapshot churn =
        new RouteSnapshot(
            "churn", 3, "s", Stickiness.none(), List.of(new VersionRoute("v9", 1)), List.of());

    // when
    router().apply(churn, Map.of("v9", endpointOf("nine")));

    // then
    assertThat(router().inForce("churn")).contains(churn);
    assertThat(router().inForce(MODEL)).contains(snapshot(7, 0));
    assertThat(servers.ask(port("churn"), "ada")).isEqualTo("nine");
    assertThat(answering("ada")).isEqualTo("one");
  }

  @Test
  void shouldServeTheSameAfterARestartOfThePlane() throws IOException {
    router().apply(snapshot(7, 1), endpoints("one", "two"));

    restartPlane();

    assertThat(router().inForce(MODEL)).contains(snapshot(7, 1));
    assertThat(answering("ada")).isEqualTo("two");
  }

  @Test
  void shouldReadBackAfterARestartOfTheAgent() {
    router().apply(snapshot(3, 0.25), endpoints("one", "two"));

    assertThat(reopened().inForce(MODEL)).contains(snapshot(3, 0.25));
  }

  @Test
  void shouldWriteNothingAfterARestartOfTheAgent() {
    // given
    router().apply(snapshot(3, 1), endpoints("one", "two"));

    // when
    Router again = reopened();
    again.apply(snapshot(2, 0), endpoints("one", "two"));
    again.apply(snapshot(3, 1), endpoints("one", "two"));

    // then
    assertThat(answering("ada")).isEqualTo("two");
    assertThat(again.inForce(MODEL)).contains(snapshot(3, 1));
  }

  @Test
  void shouldSeeAndMendWhatWasChangedByHand() {
    // given
    RouteSnapshot ordered = snapshot(3, 0.25);
    router().apply(ordered, endpoints("one", "two"));

    // when
    changeWeightsByHand();

    // then
    assertThat(router().inForce(MODEL)).isPresent().get().isNotEqualTo(ordered);
    router().apply(ordered, endpoints("one", "two"));
    assertThat(router().inForce(MODEL)).contains(ordered);
  }

  @Test
  void shouldSeeAndMendThatNothingIsLeft() {
    // given
    router().apply(snapshot(3, 1), endpoints("one", "two"));

    // when
    emptyByHand();

    // then
    assertThat(router().inForce(MODEL)).isEmpty();
    router().apply(snapshot(3, 1), endpoints("one", "two"));
    assertThat(answering("ada")).isEqualTo("two");
  }

  @Test
  void shouldSayThatThePlaneIsAway() {
    router().apply(snapshot(3, 1), endpoints("one", "two"));

    stopPlane();

    assertThatThrownBy(() -> router().inForce(MODEL))
        .isInstanceOf(RouterException.class)
        .hasMessageStartingWith("Expected");
    assertThatThrownBy(() -> router().apply(snapshot(4, 1), endpoints("one", "two")))
        .isInstanceOf(RouterException.class)
        .hasMessageStartingWith("Expected");
  }

  /** The answer to a request with a header. */
  protected String ask(String header, String value) {
    return servers.get(port(MODEL), header, value).body();
  }

  /** A table with 0.3 for the candidate that finds its key there. */
  protected static RouteSnapshot withKey(long epoch, Stickiness key) {
    RouteSnapshot usual = snapshot(epoch, 0.3);
    return new RouteSnapshot(MODEL, epoch, "a salt|", key, usual.routes(), List.of());
  }
}
