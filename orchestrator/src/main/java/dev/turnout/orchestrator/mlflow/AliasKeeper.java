package dev.turnout.orchestrator.mlflow;

import dev.turnout.orchestrator.mlflow.RolloutDecision.Kind;
import dev.turnout.orchestrator.mlflow.RolloutDecision.Mark;
import dev.turnout.orchestrator.routing.VersionRef;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a registered model say what was decided. The decision that was done last stands in a tag of
 * the model, so that a decision that comes again, or later than a newer one, changes nothing; what
 * broke off in the middle is done again from the beginning.
 *
 * <p>MLflow has no conditional writes. A process that was frozen in the middle of a decision may
 * write it after a newer one; whoever owns the model finds the older tag when it looks again.
 */
final class AliasKeeper {
  static final String ROLLOUT = "turnout.rollout";
  static final String DECISION = "turnout.decision";
  static final String OUTCOME = "turnout.outcome";

  /** What the alias of the previous version named before the switch, while it can be undone. */
  static final String BEFORE = "turnout.before";

  private static final String SWITCHING = "Switching";
  private static final String NOTHING = "none";
  private static final Logger LOG = LoggerFactory.getLogger(AliasKeeper.class);

  /** What became of a decision. */
  enum Result {
    DONE,
    /** It, or a newer one, was done before. */
    KNOWN,
    /** Its version is not one of MLflow's. */
    FOREIGN
  }

  private final MlflowClient client;
  private final MlflowConfig config;

  AliasKeeper(MlflowClient client, MlflowConfig config) {
    this.client = client;
    this.config = config;
  }

  /**
   * Does what a decision asks for.
   *
   * @throws MlflowException if it could not be done to the end; it may be repeated
   */
  Result apply(RolloutDecision decision) {
    Optional<RegisteredVersion> candidate = registered(decision.model(), decision.candidate());
    if (candidate.isEmpty()) {
      return Result.FOREIGN;
    }
    RegisteredModel model = client.model(candidate.get().model());
    if (model.tag(DECISION).flatMap(Mark::parse).filter(m -> isDone(m, decision)).isPresent()) {
      return Result.KNOWN;
    }
    Optional<RegisteredVersion> stable =
        decision
            .stable()
            .flatMap(ref -> registered(decision.model(), ref))
            .filter(version -> version.model().equals(model.name()));
    if (decision.kind() == Kind.LIVE) {
      live(decision, candidate.get(), stable, model);
    } else {
      back(decision, candidate.get(), stable, model);
    }
    mark(decision, candidate.get());
    return Result.DONE;
  }

  /** The registered version that is meant by a version; empty if it is none of MLflow's. */
  Optional<RegisteredVersion> registered(String model, VersionRef ref) {
    Optional<RegisteredVersion> bySource = ref.source().flatMap(AliasKeeper::fixed);
    String number = ref.version().value().replaceFirst("^v", "");
    return bySource.or(
        () ->
            Optional.ofNullable(config.models().get(model))
                .filter(name -> RegisteredVersion.isNumber(number))
                .map(name -> new RegisteredVersion(name, number)));
  }

  private static Optional<RegisteredVersion> fixed(String source) {
    try {
      return ModelUri.parse(source).flatMap(ModelUri::fixed);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static boolean isDone(Mark mark, RolloutDecision decision) {
    return mark.compareTo(decision.mark()) >= 0;
  }

  /** Once it has been switched, the end of the rollout moves no alias that a person has moved. */
  private void live(
      RolloutDecision decision,
      RegisteredVersion candidate,
      Optional<RegisteredVersion> stable,
      RegisteredModel model) {
    if (!stands(model, decision, RolloutDecision.SWITCHED)) {
      // From here on a way back finds that something may have been moved.
      client.setTag(model.name(), ROLLOUT, standing(decision, SWITCHING));
      Optional<String> before = model.alias(config.aliases().live());
      stable
          .or(() -> before.map(number -> new RegisteredVersion(model.name(), number)))
          .filter(version -> !version.equals(candidate))
          .ifPresent(version -> makePrevious(version, model));
      client.setAlias(candidate, config.aliases().live());
      stage(candidate, Stages::live);
      LOG.info("alias moved alias={} to={}", config.aliases().live(), candidate);
    }
    if (!decision.outcome().equals(RolloutDecision.SWITCHED)) {
      client.deleteTag(model.name(), BEFORE);
    }
  }

  private void makePrevious(RegisteredVersion version, RegisteredModel model) {
    Optional<String> named = model.alias(config.aliases().previous());
    if (named.filter(version.number()::equals).isEmpty()) {
      client.setTag(model.name(), BEFORE, named.orElse(NOTHING));
      client.setAlias(version, config.aliases().previous());
    }
    stage(version, Stages::previous);
  }

  /** Only what this attempt has moved goes back, and only if nobody has moved it since. */
  private void back(
      RolloutDecision decision,
      RegisteredVersion candidate,
      Optional<RegisteredVersion> stable,
      RegisteredModel model) {
    if (!stands(model, decision, RolloutDecision.SWITCHED) && !stands(model, decision, SWITCHING)) {
      return;
    }
    if (model.alias(config.aliases().live()).filter(candidate.number()::equals).isPresent()) {
      Optional<RegisteredVersion> former =
          stable.or(
              () ->
                  model
                      .alias(config.aliases().previous())
                      .map(number -> new RegisteredVersion(model.name(), number)));
      makeLiveAgain(former, candidate);
    }
    model.tag(BEFORE).ifPresent(before -> restorePrevious(before, model.name()));
  }

  private void makeLiveAgain(Optional<RegisteredVersion> former, RegisteredVersion candidate) {
    String live = config.aliases().live();
    former.ifPresentOrElse(
        version -> client.setAlias(version, live),
        () -> client.deleteAlias(candidate.model(), live));
    former.ifPresent(version -> stage(version, Stages::live));
    stage(candidate, Stages::previous);
    LOG.info("alias moved back alias={} from={} to={}", live, candidate, former);
  }

  private void restorePrevious(String before, String model) {
    String previous = config.aliases().previous();
    if (RegisteredVersion.isNumber(before)) {
      client.setAlias(new RegisteredVersion(model, before), previous);
    } else {
      client.deleteAlias(model, previous);
    }
    client.deleteTag(model, BEFORE);
  }

  private void mark(RolloutDecision decision, RegisteredVersion candidate) {
    client.setTag(candidate, ROLLOUT, decision.rolloutId());
    client.setTag(candidate, OUTCOME, decision.outcome());
    client.setTag(candidate, DECISION, decision.mark().toString());
    client.setTag(candidate.model(), ROLLOUT, standing(decision, decision.outcome()));
    // The last one: without it everything is done again.
    client.setTag(candidate.model(), DECISION, decision.mark().toString());
  }

  /** Servers without stages are left in peace. */
  private void stage(RegisteredVersion version, Function<Stages, String> which) {
    if (config.stages().isEmpty()) {
      return;
    }
    try {
      client.setStage(version, which.apply(config.stages().get()));
    } catch (MlflowException e) {
      if (e.kind() == MlflowException.Kind.TRANSIENT) {
        throw e;
      }
      LOG.warn("stage not set version={} reason={}", version, e.getMessage());
    }
  }

  private static boolean stands(RegisteredModel model, RolloutDecision decision, String outcome) {
    return model.tag(ROLLOUT).filter(standing(decision, outcome)::equals).isPresent();
  }

  private static String standing(RolloutDecision decision, String outcome) {
    return decision.rolloutId() + " " + outcome;
  }
}
