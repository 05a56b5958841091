package dev.turnout.orchestrator.rollout;

import dev.turnout.orchestrator.analysis.OnInconclusive;
import dev.turnout.orchestrator.fleet.VersionState;
import dev.turnout.orchestrator.plan.ApprovalStep;
import dev.turnout.orchestrator.plan.BakeStep;
import dev.turnout.orchestrator.plan.NodeLimit;
import dev.turnout.orchestrator.plan.RolloutSpec;
import dev.turnout.orchestrator.plan.SetWeightStep;
import dev.turnout.orchestrator.routing.VersionRef;
import dev.turnout.orchestrator.routing.Weight;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Tuple;

/** Something that may happen to a model, for random histories. */
record Act(String name, Consumer<Scene> deed) {
  void on(Scene scene) {
    deed.accept(scene);
  }

  @Override
  public String toString() {
    return name;
  }

  /** Histories of a few dozen acts, in which rollouts come far. */
  static Arbitrary<List<Act>> histories() {
    return histories(
        Tuple.of(4, Arbitraries.of(starts())),
        Tuple.of(1, Arbitraries.of(startWithApprovals())),
        Tuple.of(2, Arbitraries.of(people())));
  }

  /** The same without anybody whom a rollout waits for: more of them end. */
  static Arbitrary<List<Act>> quickHistories() {
    return histories(Tuple.of(4, Arbitraries.of(starts())));
  }

  @SafeVarargs
  private static Arbitrary<List<Act>> histories(Tuple.Tuple2<Integer, Arbitrary<Act>>... more) {
    List<Tuple.Tuple2<Integer, Arbitrary<Act>>> kinds = new ArrayList<>(List.of(more));
    kinds.addAll(
        List.of(
            Tuple.of(6, Arbitraries.of(commands())),
            Tuple.of(10, Arbitraries.of(nodes())),
            Tuple.of(10, Arbitraries.of(traffic())),
            Tuple.of(5, Arbitraries.of(times()))));
    return Arbitraries.frequencyOf(kinds).list().ofMinSize(1).ofMaxSize(40);
  }

  private static List<Act> starts() {
    RolloutSpec canary = Specs.canary();
    RolloutSpec next = RolloutSpec.of(VersionRef.of("v3"), canary.strategy(), canary.analysis());
    return List.of(
        new Act("start canary", scene -> scene.start("fraud-v2", canary)),
        new Act(
            "start canary that may be inconclusive",
            scene -> scene.start("fraud-v2", Specs.canary(OnInconclusive.ROLLBACK))),
        new Act("start blue-green", scene -> scene.start("fraud-green", Specs.blueGreen(true))),
        new Act("start rolling", scene -> scene.updated().start("fraud-roll", Specs.rolling())),
        new Act(
            "start rolling in zone a",
            scene ->
                scene
                    .updated()
                    .start(
                        "fraud-zone",
                        Specs.rolling(new NodeLimit.Share(new Weight(0.5)), Specs.ZONE_A))),
        new Act("start first version", scene -> scene.start("fraud-v1", Specs.firstVersion())),
        new Act("start shadow", scene -> scene.start("fraud-shadow", Specs.shadow())),
        new Act(
            "start shadow that goes on",
            scene -> scene.start("fraud-v2", Specs.shadowThenCanary())),
        new Act("supersede", scene -> scene.supersede("fraud-v3", next)));
  }

  private static Act startWithApprovals() {
    return new Act(
        "start with approvals",
        scene ->
            scene.start(
                "fraud-asked",
                Specs.steps(
                    new ApprovalStep(2, List.of(), true),
                    new SetWeightStep(Weight.FULL),
                    new BakeStep(Duration.ofMinutes(1)))));
  }

  private static List<Act> commands() {
    return List.of(
        new Act("promote", Scene::promote),
        new Act("promote --full", Scene::promoteFull),
        new Act("pause", Scene::pause),
        new Act("resume", Scene::resume),
        new Act("abort", Scene::abort),
        new Act("rollback", Scene::rollback),
        new Act("retry", Scene::retry));
  }

  private static List<Act> people() {
    return List.of(
        new Act("block", scene -> scene.block("incident")),
        new Act("unblock", Scene::unblock),
        new Act("unblock again", Scene::unblock),
        new Act("unblock once more", Scene::unblock),
        new Act("joe approves", scene -> scene.approve("joe")),
        new Act("ann approves", scene -> scene.approve("ann")),
        new Act("ann rejects", scene -> scene.reject("ann")));
  }

  private static List<Act> nodes() {
    return List.of(
        new Act("converge", Scene::converge),
        new Act("converge again", Scene::converge),
        new Act("node-1 joins", scene -> scene.join("node-1")),
        new Act("node-2 joins", scene -> scene.join("node-2")),
        new Act("node-3 joins", scene -> scene.join("node-3")),
        new Act("node-1 moves to zone a", onNode("node-1", scene -> move(scene, "a"))),
        new Act("node-1 moves to zone b", onNode("node-1", scene -> move(scene, "b"))),
        new Act("node-3 falls silent", onNode("node-3", scene -> scene.silence("node-3"))),
        new Act("node-3 leaves", onNode("node-3", scene -> scene.leave("node-3"))),
        new Act("node-2 restarts", onNode("node-2", scene -> scene.node("node-2").restart())),
        new Act("node-2 lies about its epoch", onNode("node-2", Act::lie)),
        new Act("node-1 only acknowledges", onNode("node-1", Act::acknowledge)),
        new Act("v2 fails on node-2", onNode("node-2", scene -> say(scene, VersionState.FAILED))),
        new Act(
            "v2 prepares on node-2", onNode("node-2", scene -> say(scene, VersionState.PREPARING))),
        new Act("the smoke test fails on node-1", onNode("node-1", Act::failSmokeTest)));
  }

  private static List<Act> traffic() {
    return List.of(
        new Act("good traffic, 5 s", scene -> scene.serve(Duration.ofSeconds(5), 0.02, 0.02)),
        new Act("good traffic, 70 s", scene -> scene.serve(Duration.ofSeconds(70), 0.01, 0.01)),
        new Act("bad traffic, 10 s", scene -> scene.serve(Duration.ofSeconds(10), 0.01, 0.4)),
        new Act("both arms bad, 10 s", scene -> scene.serve(Duration.ofSeconds(10), 0.4, 0.4)));
  }

  private static List<Act> times() {
    return List.of(
        new Act("1 s", scene -> scene.pass(Duration.ofSeconds(1))),
        new Act("70 s", scene -> scene.pass(Duration.ofSeconds(70))),
        new Act("11 min", scene -> scene.pass(Duration.ofMinutes(11))),
        new Act("the same again", scene -> scene.give(scene.inputs.get(scene.inputs.size() / 2))));
  }

  private static Consumer<Scene> onNode(String name, Consumer<Scene> deed) {
    return scene -> {
      if (scene.nodes().stream().anyMatch(node -> node.name().value().equals(name))) {
        deed.accept(scene);
      }
    };
  }

  private static void move(Scene scene, String zone) {
    scene.node("node-1").label("zone", zone);
    scene.report("node-1");
  }

  private static void lie(Scene scene) {
    scene.node("node-2").claimEpoch(1_000_000);
    scene.report("node-2");
  }

  private static void acknowledge(Scene scene) {
    scene.processor().routeTable().ifPresent(scene.node("node-1")::acknowledge);
    scene.report("node-1");
  }

  private static void say(Scene scene, VersionState state) {
    scene.processor().routeTable().ifPresent(scene.node("node-2")::acknowledge);
    scene.node("node-2").say("v2", state);
    scene.report("node-2");
  }

  private static void failSmokeTest(Scene scene) {
    scene
        .processor()
        .routeTable()
        .ifPresent(
            table ->
                table
                    .smokeTests()
                    .forEach(order -> scene.node("node-1").finish(order.testId(), false)));
    scene.report("node-1");
  }
}
