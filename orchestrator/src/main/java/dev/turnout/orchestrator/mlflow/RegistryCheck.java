package dev.turnout.orchestrator.mlflow;

import dev.turnout.events.BakeStep;
import dev.turnout.events.Outcome;
import dev.turnout.events.RetireStep;
import dev.turnout.events.RolloutState;
import dev.turnout.events.VersionRef;
import dev.turnout.orchestrator.mlflow.Knowledge.State;
import dev.turnout.orchestrator.routing.Version;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Compares what was decided with what stands in MLflow's registry. It asks both sides and none of
 * the orchestrators, so what it finds is so, whichever of them should have told it.
 */
public final class RegistryCheck {
  private static final String TURNING_BACK = "TurningBack";
  private static final String NOT_TOLD =
      "no orchestrator has told it; 'warnings' in its /health/ready, or its log, say why";

  private final MlflowClient client;
  private final AliasKeeper keeper;

  public RegistryCheck(MlflowClient client, MlflowConfig config) {
    this.client = client;
    this.keeper = new AliasKeeper(client, config);
  }

  /**
   * What MLflow knows of the rollout of a model.
   *
   * @return empty if the model never had a rollout
   * @throws MlflowException if MLflow does not answer
   */
  public Optional<Knowledge> of(RolloutState state) {
    VersionRef candidate = state.getCandidate();
    String rolloutId = state.getRolloutId();
    if (candidate == null || rolloutId == null) {
      return Optional.empty();
    }
    Optional<RegisteredVersion> registered =
        keeper.registered(
            state.getModel(),
            new dev.turnout.orchestrator.routing.VersionRef(
                new Version(candidate.getVersion()), Optional.ofNullable(candidate.getSource())));
    return Optional.of(
        registered
            .map(version -> compare(state, rolloutId, version))
            .orElseGet(
                () ->
                    knowledge(
                        state,
                        rolloutId,
                        Optional.empty(),
                        State.FOREIGN,
                        "version %s has no source of MLflow".formatted(candidate.getVersion()),
                        Map.of())));
  }

  private Knowledge compare(RolloutState state, String rolloutId, RegisteredVersion version) {
    Optional<String> name = Optional.of(version.model());
    RegisteredModel model;
    try {
      model = client.model(version.model());
    } catch (MlflowException e) {
      requireAnswer(e);
      return knowledge(
          state, rolloutId, name, State.LATE, String.valueOf(e.getMessage()), Map.of());
    }
    String decision = decision(state);
    if (decision.isEmpty()) {
      return knowledge(state, rolloutId, name, State.UNDECIDED, "", model.aliases());
    }
    return model.tag(AliasKeeper.ROLLOUT).filter(tag -> knows(tag, rolloutId, decision)).isPresent()
        ? knowledge(state, rolloutId, name, State.KNOWN, "", model.aliases())
        : knowledge(state, rolloutId, name, State.LATE, obstacle(version), model.aliases());
  }

  /** While traffic goes back the state does not tell yet how the attempt will be called. */
  private static boolean knows(String tag, String rolloutId, String decision) {
    return decision.equals(TURNING_BACK)
        ? tag.startsWith(rolloutId + " ") && !tag.endsWith(" " + RolloutDecision.SWITCHED)
        : tag.equals(rolloutId + " " + decision);
  }

  private String obstacle(RegisteredVersion version) {
    try {
      client.version(version);
      return NOT_TOLD;
    } catch (MlflowException e) {
      requireAnswer(e);
      return String.valueOf(e.getMessage());
    }
  }

  private static void requireAnswer(MlflowException e) {
    if (e.kind() == MlflowException.Kind.TRANSIENT) {
      throw e;
    }
  }

  private static Knowledge knowledge(
      RolloutState state,
      String rolloutId,
      Optional<String> registered,
      State found,
      String reason,
      Map<String, String> aliases) {
    Long since = state.getPhaseSinceMs();
    return new Knowledge(
        state.getModel(),
        registered,
        rolloutId,
        decision(state),
        Instant.ofEpochMilli(since == null ? state.getAtMs() : since),
        found,
        reason,
        aliases);
  }

  private static String decision(RolloutState state) {
    Outcome outcome = state.getOutcome();
    if (outcome != null) {
      return Course.word(outcome.name());
    }
    if (TURNING_BACK.equals(state.getPhase())) {
      return TURNING_BACK;
    }
    Object step = step(state);
    return step instanceof BakeStep || step instanceof RetireStep ? RolloutDecision.SWITCHED : "";
  }

  private static @Nullable Object step(RolloutState state) {
    Integer index = state.getStep();
    return index == null || index >= state.getSteps().size() ? null : state.getSteps().get(index);
  }
}
