package dev.turnout.agents.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnout.agents.routing.RouteSnapshot;
import org.junit.jupiter.api.Test;

/** What routers promise besides whose data plane lives outside the agent. */
public abstract class ExternalRouterContract extends RouterContract {

  /** Another router on the same data plane, as after a restart of the agent. */
  protected abstract Router reopened();

  /** Changes the weights in the data plane by hand, and leaves the epoch. */
  protected abstract void changeWeightsByHand();

  /** Takes what is in force out of the data plane. */
  protected abstract void emptyByHand();

  /** Makes the data plane unreachable. */
  protected abstract void breakPlane();

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

    breakPlane();

    assertThatThrownBy(() -> router().inForce(MODEL))
        .isInstanceOf(RouterException.class)
        .hasMessageStartingWith("Expected");
    assertThatThrownBy(() -> router().apply(snapshot(4, 1), endpoints("one", "two")))
        .isInstanceOf(RouterException.class)
        .hasMessageStartingWith("Expected");
  }
}
