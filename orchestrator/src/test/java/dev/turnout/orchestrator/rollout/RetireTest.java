package dev.turnout.orchestrator.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.orchestrator.fleet.VersionState;
import dev.turnout.orchestrator.routing.RouteTable;
import dev.turnout.orchestrator.routing.Version;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The old version is stopped last: after the bake, and after every node has left it. */
class RetireTest {
  @Test
  void shouldKeepTheOldVersionInTheTableUntilTheBakeIsOver() {
    // given
    Scene scene = Scene.started(Specs.blueGreen(false));
    scene.converge();
    assertThat(scene.phase()).isEqualTo("Baking");

    // when
    boolean before = holdsOldVersion(scene);
    scene.promote();

    // then
    assertThat(before).isTrue();
    assertThat(scene.phase()).isEqualTo("Retiring");
    assertThat(holdsOldVersion(scene)).isFalse();
  }

  @Test
  void shouldNotBeginTheBakeWhileANodeStillRoutesToTheOldVersion() {
    // given
    Scene scene = Scene.started(Specs.blueGreen(false));
    scene.node("node-1").converge(table(scene));
    scene.node("node-2").converge(table(scene));
    scene.report("node-1");
    scene.report("node-2");
    assertThat(scene.weight("v2")).isEqualTo(1.0);

    // when
    scene.node("node-1").converge(table(scene));
    scene.report("node-1");
    scene.pass(Duration.ofMinutes(5));

    // then
    assertThat(scene.phase()).isEqualTo("Shifting");
    assertThat(holdsOldVersion(scene)).isTrue();
  }

  @Test
  void shouldNotEndBeforeEveryNodeHasLeftAndStoppedTheOldVersion() {
    // given
    Scene scene = retiring();
    scene.node("node-1").converge(table(scene));
    scene.report("node-1");
    scene.report("node-2");
    assertThat(scene.phase()).isEqualTo("Retiring");
    assertThat(scene.reason()).isEqualTo("waiting for node-2 to retire the old version");

    // when
    scene.node("node-2").converge(table(scene));
    scene.node("node-2").say("v1", VersionState.READY);
    scene.report("node-2");

    // then
    assertThat(scene.phase()).isEqualTo("Retiring");

    // when
    scene.node("node-2").acknowledge(table(scene));
    scene.report("node-2");

    // then
    assertThat(scene.outcome()).isEqualTo(Outcome.PROMOTED);
  }

  private static Scene retiring() {
    Scene scene = Scene.started(Specs.blueGreen(false));
    scene.converge();
    scene.promote();
    assertThat(scene.phase()).isEqualTo("Retiring");
    return scene;
  }

  private static RouteTable table(Scene scene) {
    return scene.processor().routeTable().orElseThrow();
  }

  private static boolean holdsOldVersion(Scene scene) {
    return table(scene).versions().stream()
        .anyMatch(route -> route.ref().version().equals(new Version("v1")));
  }
}
