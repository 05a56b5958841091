package dev.turnout.agents.agent;

import dev.turnout.agents.convergence.DesiredTable;
import dev.turnout.agents.convergence.ModelConvergence;
import dev.turnout.agents.convergence.ModelState;
import dev.turnout.agents.convergence.VersionState;
import dev.turnout.agents.report.ModelCounters;
import dev.turnout.agents.report.VersionTotals;
import dev.turnout.agents.router.Capability;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything of one model on the node. One thread works at it; {@link #state} and {@link #isIdle}
 * are for all.
 */
final class ModelDesk {
  private static final Logger log = LoggerFactory.getLogger(ModelDesk.class);

  private static final Duration SAVE_AGAIN = Duration.ofSeconds(5);

  private final String model;
  private final ModelConvergence convergence;
  private final ModelCounters counters;
  private final TableStore store;
  private final AgentMetrics metrics;
  private final TableTracer tracer;
  private Optional<Offer> newest = Optional.empty();
  private Instant newestCame = Instant.EPOCH;
  private long newestInKafka;
  private long savedEpoch;
  private Instant saveAgainAt = Instant.MIN;
  private volatile Optional<String> unsaved = Optional.empty();
  private ModelState routed;
  private volatile ModelState state;
  private volatile boolean idle = true;

  ModelDesk(
      String model,
      ModelConvergence convergence,
      ModelCounters counters,
      TableStore store,
      AgentMetrics metrics,
      TableTracer tracer) {
    this.model = model;
    this.tracer = tracer;
    this.convergence = convergence;
    this.counters = counters;
    this.store = store;
    this.metrics = metrics;
    this.state = ModelState.none(model);
    this.routed = state;
    metrics.gauge(AgentMeter.TABLE_EPOCH, () -> state.epochInForce(), model);
    metrics.gauge(AgentMeter.VERSIONS_READY, this::readyVersions, model);
    metrics.gauge(AgentMeter.TABLE_UNSAVED, () -> unsaved.isPresent() ? 1 : 0, model);
    metrics.announce(AgentMeter.TABLES_APPLIED, model);
    metrics.announce(AgentMeter.REFUSALS, model);
    metrics.announce(AgentMeter.DRIFT_CORRECTED, model);
    metrics.showCopies(model, counters.copies());
  }

  String model() {
    return model;
  }

  /** What held after the last pass. */
  ModelState state() {
    return state;
  }

  /** What the model's data plane can do. */
  Set<Capability> capabilities() {
    return convergence.capabilities();
  }

  /** Whether nobody has ordered anything for this model yet. */
  boolean isIdle() {
    return idle;
  }

  void offer(Offer offer, Instant now) {
    if (offer.fromKafka()) {
      newestInKafka = Math.max(newestInKafka, offer.desired().epoch());
    } else {
      savedEpoch = offer.desired().epoch();
    }
    if (convergence.offer(offer.desired())) {
      newest = Optional.of(offer);
      newestCame = now;
      idle = false;
      offer.desired().versions().stream()
          .map(version -> version.version())
          .forEach(version -> metrics.showVersion(model, version, counters));
    }
  }

  /**
   * One pass.
   *
   * @param caughtUp whether Kafka holds no table that was not offered yet
   * @return whether there is something new to report
   */
  boolean converge(Instant now, boolean caughtUp) {
    ModelState before = state;
    long mended = convergence.driftsCorrected();
    ModelState after = withStaleness(convergence.converge(now), caughtUp);
    if (convergence.driftsCorrected() > mended) {
      metrics.count(AgentMeter.DRIFT_CORRECTED, model);
      log.warn("drift corrected model={} reason={}", model, after.refusal().orElse(""));
    }
    noteChange(routed, after, now);
    routed = after;
    newest
        .filter(offer -> offer.desired().epoch() == after.epochInForce())
        .filter(offer -> offer.desired().epoch() != savedEpoch)
        .filter(offer -> !now.isBefore(saveAgainAt))
        .ifPresent(offer -> save(offer, now));
    state = withUnsaved(after);
    return !before.equals(state);
  }

  /** Why the table in force would be lost with the process; empty while it is on the disk. */
  Optional<String> unsaved() {
    return unsaved;
  }

  /** The counters of the versions the node knows, idle ones too. */
  List<VersionTotals> totals() {
    Set<String> known =
        Stream.concat(
                state.versions().stream().map(VersionState::version),
                convergence.target().stream()
                    .map(DesiredTable::versions)
                    .flatMap(List::stream)
                    .map(version -> version.version()))
            .collect(Collectors.toUnmodifiableSet());
    return known.stream().sorted().map(name -> counters.version(name).totals()).toList();
  }

  /**
   * The disk or the data plane knows a newer table than Kafka has. That is what a replaced or
   * emptied cluster looks like, and an older table is never applied, so somebody must be told.
   */
  private ModelState withStaleness(ModelState now, boolean caughtUp) {
    long offered = newest.map(offer -> offer.desired().epoch()).orElse(0L);
    long wanted = Math.max(offered, now.epochInForce());
    if (!caughtUp || newestInKafka == 0 || newestInKafka >= wanted) {
      return now;
    }
    String reason =
        "Epoch %d from Kafka is older than epoch %d that this node had before; if the cluster was"
                .formatted(newestInKafka, wanted)
            + " replaced on purpose, stop the agent and delete its stored tables, on Kubernetes also"
            + " the annotation turnout.dev/epoch";
    return new ModelState(
        model, now.epochInForce(), Optional.of(reason), now.versions(), now.smokeTests());
  }

  /** Said where a refusal would be said, unless there is one. */
  private ModelState withUnsaved(ModelState now) {
    return unsaved.isEmpty() || now.refusal().isPresent()
        ? now
        : new ModelState(model, now.epochInForce(), unsaved, now.versions(), now.smokeTests());
  }

  private void noteChange(ModelState before, ModelState after, Instant now) {
    if (after.epochInForce() != before.epochInForce()) {
      metrics.count(AgentMeter.TABLES_APPLIED, model);
      newest
          .filter(offer -> offer.desired().epoch() == after.epochInForce())
          .ifPresent(
              offer ->
                  tracer.applied(model, after.epochInForce(), offer.origin(), newestCame, now));
      log.info("table in force model={} epoch={}", model, after.epochInForce());
    }
    if (after.refusal().isPresent() && before.refusal().isEmpty()) {
      metrics.count(AgentMeter.REFUSALS, model);
      log.info("table not in force model={} reason={}", model, after.refusal().get());
    }
    after.versions().stream()
        .filter(version -> !before.versions().contains(version))
        .filter(version -> isNews(version, before))
        .forEach(
            version ->
                log.info(
                    "version changed model={} version={} state={} reason={}",
                    model,
                    version.version(),
                    version.phase(),
                    version.reason()));
  }

  private static boolean isNews(VersionState version, ModelState before) {
    return before.versions().stream()
        .noneMatch(
            old -> old.version().equals(version.version()) && old.phase() == version.phase());
  }

  /** A table that the disk does not take is in force all the same, and somebody is told. */
  private void save(Offer offer, Instant now) {
    long epoch = offer.desired().epoch();
    try {
      store.save(offer.wire());
      savedEpoch = epoch;
      unsaved.ifPresent(why -> log.info("table saved at last model={} epoch={}", model, epoch));
      unsaved = Optional.empty();
    } catch (UncheckedIOException e) {
      if (unsaved.isEmpty()) {
        log.error("table not saved model={} epoch={}", model, epoch, e);
      }
      unsaved = Optional.of(unsaved(epoch, Objects.requireNonNull(e.getCause())));
      saveAgainAt = now.plus(SAVE_AGAIN);
    }
  }

  private String unsaved(long epoch, IOException cause) {
    String after =
        savedEpoch == 0 ? "without a table" : "with the older epoch %d".formatted(savedEpoch);
    return "Epoch %d is in force but not on the disk (%s): after a restart without Kafka this node would route %s"
        .formatted(epoch, cause.getMessage(), after);
  }

  private long readyVersions() {
    return state.versions().stream()
        .filter(version -> version.phase() == VersionState.Phase.READY)
        .count();
  }
}
