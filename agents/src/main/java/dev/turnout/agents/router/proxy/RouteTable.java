package dev.turnout.agents.router.proxy;

import dev.turnout.agents.mirror.AnswerComparison;
import dev.turnout.agents.mirror.CopySlots;
import dev.turnout.agents.mirror.MirrorTarget;
import dev.turnout.agents.report.ModelCounters;
import dev.turnout.agents.router.AppliedRoutes;
import dev.turnout.agents.routing.RouteSnapshot;
import dev.turnout.agents.routing.VersionPicker;
import dev.turnout.agents.routing.VersionRoute;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/** One model's table with everything that a request needs to find its target. Immutable. */
final class RouteTable {
  private final AppliedRoutes applied;
  private final boolean serves;
  private final VersionPicker picker;
  private final KeyReader keys;
  private final Map<String, Target> targets = new HashMap<>();
  private final Optional<MirrorTarget> mirror;

  RouteTable(AppliedRoutes applied, ModelCounters counters, CopySlots slots) {
    this.applied = applied;
    serves = applied.snapshot().serves();
    picker = new VersionPicker(applied.snapshot());
    keys = new KeyReader(applied.snapshot().stickiness());
    for (VersionRoute route : applied.snapshot().routes()) {
      String version = route.version();
      targets.put(
          version,
          new Target(
              version,
              Optional.ofNullable(applied.endpoints().get(version)),
              counters.version(version)));
    }
    mirror =
        applied.snapshot().mirrors().stream()
            .findFirst()
            .map(
                route ->
                    new MirrorTarget(
                        route.version(),
                        route.fraction(),
                        Optional.ofNullable(applied.endpoints().get(route.version())),
                        new AnswerComparison(route.compare()),
                        counters.version(route.version()),
                        counters.copies(),
                        slots));
  }

  RouteSnapshot snapshot() {
    return applied.snapshot();
  }

  /** Whether the model has a live version. */
  boolean serves() {
    return serves;
  }

  RouteTable followedBy(AppliedRoutes next, ModelCounters counters, CopySlots slots) {
    AppliedRoutes follower = applied.followedBy(next);
    return follower == applied ? this : new RouteTable(follower, counters, slots);
  }

  /** The version that answers this request; {@code chance} decides if the request has no key. */
  Target choose(HttpServerRequest request, DoubleSupplier chance) {
    String version =
        keys.read(request)
            .map(picker::pick)
            .orElseGet(() -> picker.pickWithoutKey(chance.getAsDouble()));
    return Objects.requireNonNull(targets.get(version), version);
  }

  /**
   * Who gets a copy of a request; empty for nobody.
   *
   * @param users who answers the request
   */
  Optional<MirrorTarget> mirror(Target users, DoubleSupplier chance) {
    return mirror
        .filter(target -> !target.version().equals(users.version()))
        .filter(target -> chance.getAsDouble() < target.fraction());
  }
}
