package dev.turnout.agents.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnout.agents.routing.RouteSnapshot;
import dev.turnout.agents.routing.Stickiness;
import dev.turnout.agents.routing.VersionRoute;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PacedRouterTest {
  private long nanos;
  private int asked;
  private int offered;
  private boolean broken;
  private final InMemoryRouter plane = new InMemoryRouter();
  private final PacedRouter router =
      new PacedRouter(new Counting(), Duration.ofSeconds(1), () -> nanos);

  @Test
  void shouldAskOncePerIntervalAndAfterAChange() {
    router.apply(only(1), Map.of());
    router.inForce("fraud");
    router.inForce("fraud");
    assertThat(asked).isEqualTo(1);

    router.apply(only(2), Map.of());
    assertThat(router.inForce("fraud")).contains(only(2));
    assertThat(asked).isEqualTo(2);

    nanos += 1_000_000_000;
    router.inForce("fraud");
    assertThat(asked).isEqualTo(3);
  }

  @Test
  void shouldRepeatARefusalOncePerIntervalButOfferAnotherTableAtOnce() {
    broken = true;
    assertThatThrownBy(() -> router.apply(only(1), Map.of())).hasMessage("no");
    assertThatThrownBy(() -> router.apply(only(1), Map.of())).hasMessage("no");
    assertThat(offered).isEqualTo(1);

    assertThatThrownBy(() -> router.apply(only(2), Map.of())).hasMessage("no");
    assertThat(offered).isEqualTo(2);

    nanos += 1_000_000_000;
    broken = false;
    router.apply(only(2), Map.of());
    assertThat(router.inForce("fraud")).contains(only(2));
  }

  @Test
  void shouldRememberThatThePlaneCouldNotBeRead() {
    broken = true;

    assertThatThrownBy(() -> router.inForce("fraud")).hasMessage("no");
    assertThatThrownBy(() -> router.inForce("fraud")).hasMessage("no");

    assertThat(asked).isEqualTo(1);
  }

  private static RouteSnapshot only(long epoch) {
    return new RouteSnapshot(
        "fraud",
        epoch,
        "s",
        Stickiness.none(),
        List.of(new VersionRoute("v" + epoch, 1)),
        List.of());
  }

  private final class Counting implements Router {
    @Override
    public void apply(RouteSnapshot snapshot, Map<String, Endpoint> endpoints) {
      offered++;
      failIfBroken();
      plane.apply(snapshot, endpoints);
    }

    @Override
    public Optional<RouteSnapshot> inForce(String model) {
      asked++;
      failIfBroken();
      return plane.inForce(model);
    }

    @Override
    public Set<Capability> capabilities() {
      return EnumSet.noneOf(Capability.class);
    }

    @Override
    public void close() {}

    private void failIfBroken() {
      if (broken) {
        throw new RouterException("no");
      }
    }
  }
}
