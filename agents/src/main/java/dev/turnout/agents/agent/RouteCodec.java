package dev.turnout.agents.agent;

import dev.turnout.agents.convergence.DesiredTable;
import dev.turnout.agents.convergence.DesiredVersion;
import dev.turnout.agents.convergence.SmokeOrder;
import dev.turnout.agents.probe.JsonCheck;
import dev.turnout.agents.probe.ProbeRequest;
import dev.turnout.agents.probe.SmokeTest;
import dev.turnout.agents.routing.AnswerRule;
import dev.turnout.agents.routing.MirrorRoute;
import dev.turnout.agents.routing.RouteSnapshot;
import dev.turnout.agents.routing.Stickiness;
import dev.turnout.agents.routing.VersionRoute;
import dev.turnout.events.HttpCheck;
import dev.turnout.events.Role;
import dev.turnout.events.RouteTable;
import dev.turnout.events.SmokeTestOrder;
import dev.turnout.schemas.ModelName;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads route tables from the wire: the only class that sees both sides of one. */
public final class RouteCodec {
  private RouteCodec() {}

  /**
   * The table's meaning for a node.
   *
   * @param node the node's name
   * @throws IllegalArgumentException if it breaks a rule, saying which
   */
  public static DesiredTable decode(RouteTable wire, String node) {
    ModelName.require(wire.getModel());
    List<DesiredVersion> versions =
        wire.getVersions().stream()
            .map(
                version ->
                    new DesiredVersion(
                        version.getVersion(),
                        orEmpty(version.getSource()),
                        version.getRole() == Role.CANDIDATE))
            .toList();
    return new DesiredTable(
        routes(wire, node),
        orEmpty(wire.getRollout()),
        versions,
        wire.getSmokeTests().stream().map(RouteCodec::smokeOrder).toList());
  }

  private static RouteSnapshot routes(RouteTable wire, String node) {
    boolean switched = wire.getCandidateNodes().contains(node);
    return new RouteSnapshot(
        wire.getModel(),
        wire.getEpoch(),
        wire.getSalt(),
        stickiness(wire.getStickiness()),
        // The candidate owns the front, so that it only takes users over as it grows.
        Stream.concat(ofRole(wire, Role.CANDIDATE, switched), ofRole(wire, Role.STABLE, switched))
            .toList(),
        Optional.ofNullable(wire.getMirror()).stream().map(RouteCodec::mirror).toList());
  }

  private static MirrorRoute mirror(dev.turnout.events.MirrorRoute wire) {
    return new MirrorRoute(
        wire.getVersion(),
        wire.getFraction(),
        wire.getCompare().stream()
            .map(rule -> new AnswerRule(rule.getPointer(), rule.getTolerance(), rule.getTop1()))
            .toList());
  }

  /** A node that is switched sends everything to the candidate, whatever the weights say. */
  private static Stream<VersionRoute> ofRole(RouteTable wire, Role role, boolean switched) {
    double whole = role == Role.CANDIDATE ? 1 : 0;
    return wire.getVersions().stream()
        .filter(version -> version.getRole() == role)
        .map(
            version ->
                new VersionRoute(version.getVersion(), switched ? whole : version.getWeight()));
  }

  private static Stickiness stickiness(dev.turnout.events.Stickiness wire) {
    Stickiness.Source source =
        switch (wire.getKind()) {
          case HEADER -> Stickiness.Source.HEADER;
          case COOKIE -> Stickiness.Source.COOKIE;
          case QUERY -> Stickiness.Source.QUERY;
          case NONE -> Stickiness.Source.NONE;
        };
    return new Stickiness(source, orEmpty(wire.getName()));
  }

  private static SmokeOrder smokeOrder(SmokeTestOrder wire) {
    HttpCheck check = wire.getCheck();
    ProbeRequest request =
        new ProbeRequest(
            check.getMethod(),
            check.getPath(),
            check.getHeaders(),
            orEmpty(check.getBody()),
            Duration.ofMillis(check.getTimeoutMs()));
    SmokeTest test = new SmokeTest(request, check.getExpectedStatus(), jsonChecks(check));
    return new SmokeOrder(wire.getTestId(), wire.getVersion(), test);
  }

  private static List<JsonCheck> jsonChecks(HttpCheck check) {
    return check.getJsonPointer() == null || check.getExpectedJson() == null
        ? List.of()
        : List.of(
            new JsonCheck(check.getJsonPointer(), check.getExpectedJson(), check.getTolerance()));
  }

  private static String orEmpty(@Nullable String text) {
    return Objects.requireNonNullElse(text, "");
  }
}
