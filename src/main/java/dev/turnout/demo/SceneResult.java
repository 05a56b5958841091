package dev.turnout.demo;

import dev.turnout.events.Outcome;
import java.time.Duration;
import java.util.Optional;

/**
 * What was measured in a scene.
 *
 * @param outcome how its rollout ended; empty if it was refused or did not end in time
 * @param reason why
 * @param served requests that a version answered with a prediction
 * @param failed requests that a version answered with an error
 * @param lost requests that no version answered
 * @param candidate requests that the candidate answered
 * @param faultToBack from the fault to the last node back on stable
 * @param reportToBack from the metric report that settled it to the last node back on stable
 */
record SceneResult(
    Scene scene,
    Optional<Outcome> outcome,
    String reason,
    long served,
    long failed,
    long lost,
    long candidate,
    Optional<Duration> faultToBack,
    Optional<Duration> reportToBack) {

  /** Why this is not what the scene is there to show; empty if it is. */
  Optional<String> disappointment() {
    if (outcome.isEmpty() || outcome.get() != scene.expected()) {
      return Optional.of(
          "expected %s, but got %s"
              .formatted(scene.expected(), outcome.map(Enum::name).orElse("no end")));
    }
    if (!reason.contains(scene.because())) {
      return Optional.of(
          "expected the reason '%s', but got '%s'".formatted(scene.because(), reason));
    }
    if (lost > 0) {
      return Optional.of("expected no lost request, but " + lost + " got no answer");
    }
    if (scene.because().equals("smoke test") && candidate > 0) {
      return Optional.of(
          "expected no user on the candidate, but it answered " + candidate + " requests");
    }
    if (scene.fault() != Scene.Fault.NONE && faultToBack.isEmpty()) {
      return Optional.of("expected users on the candidate before it was sent back, but saw none");
    }
    return Optional.empty();
  }
}
