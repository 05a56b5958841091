package dev.turnout.bench.faults.real;

import dev.turnout.events.RolloutSpec;
import dev.turnout.orchestrator.codec.SpecCodec;
import dev.turnout.spec.RolloutFile;

/** The rollouts that are played, as a user would write them, with times of seconds. */
final class Scripts {
  private static final String HEAD =
      """
      apiVersion: turnout.dev/v1alpha1
      kind: Rollout
      metadata: {name: %1$s}
      spec:
        model: %2$s
        candidate: {version: %3$s, source: %3$s}
        progressDeadline: 3m
        analysis:
          minimumSample: 20
          warmUp: 0s
          warmUpRequests: 0
          deadline: 1m
          onInconclusive: rollback
          metrics:
            - {name: errors, errorRate: {margin: 0.2}}
        strategy:
      """;

  private static final String CANARY =
      """
          canary:
            stickiness: {header: x-user-id}
            smokeTest: {path: /ping, timeout: 30s}
            stages: [{weight: 0.3, for: %1$s}, {weight: 0.6, for: %1$s}]
            bake: %2$s
      """;

  private static final String BLUE_GREEN =
      """
          blueGreen:
            smokeTest: {path: /ping, timeout: 30s}
            bake: %s
      """;

  private Scripts() {}

  /**
   * @param stage how long each of two stages takes at least, such as {@code 500ms}
   */
  static RolloutSpec canary(String name, String model, String version, String stage) {
    return spec(name, model, version, CANARY.formatted(stage, "500ms"));
  }

  static RolloutSpec blueGreen(String name, String model, String version, String bake) {
    return spec(name, model, version, BLUE_GREEN.formatted(bake));
  }

  private static RolloutSpec spec(String name, String model, String version, String strategy) {
    String text = HEAD.formatted(name, model, version) + strategy;
    return SpecCodec.write(RolloutFile.parse(text, name).spec());
  }
}
