package dev.turnout.agents.agent;

import dev.turnout.agents.convergence.DesiredTable;
import dev.turnout.agents.convergence.ModelConvergence;
import dev.turnout.agents.convergence.ModelState;
import dev.turnout.agents.convergence.VersionState;
import dev.turnout.agents.report.ModelCounters;
import dev.turnout.agents.report.VersionTotals;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
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

  private final String model;
  private final ModelConvergence convergence;
  private final ModelCounters counters;
  private final TableStore store;
  private final AgentMetrics metrics;
  private Optional<Offer> newest = Optional.empty();
  private long newestInKafka;
  private long savedEpoch;
  private volatile ModelState state;
  private volatile boolean idle = true;

  ModelDesk(
      String model,
      ModelConvergence convergence,
      ModelCounters counters,
      TableStore store,
      AgentMetrics metrics) {
    this.model = model;
    this.convergence = convergence;
    this.counters = counters;
    this.store = store;
    this.metrics = metrics;
    this.state = ModelState.none(model);
    metrics.gauge(AgentMeter.TABLE_EPOCH, () -> state.epochInForce(), model);
    metrics.gauge(AgentMeter.VERSIONS_READY, this::readyVersions, model);
    metrics.announce(AgentMeter.TABLES_APPLIED, model);
    metrics.announce(AgentMeter.REFUSALS, model);
  }

  String model() {
    return model;
  }

  /** What held after the last pass. */
  ModelState state() {
    return state;
  }

  /** Whether nobody has ordered anything for this model yet. */
  boolean isIdle() {
    return idle;
  }

  void offer(Offer offer) {
    if (offer.fromKafka()) {
      newestInKafka = Math.max(newestInKafka, offer.desired().epoch());
    } else {
      savedEpoch = offer.desired().epoch();
    }
    if (convergence.offer(offer.desired())) {
      newest = Optional.of(offer);
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
    ModelState after = withStaleness(convergence.converge(now), caughtUp);
    state = after;
    noteChange(before, after);
    newest
        .filter(offer -> offer.desired().epoch() == after.epochInForce())
        .filter(offer -> offer.desired().epoch() != savedEpoch)
        .ifPresent(this::save);
    return !before.equals(after);
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
   * The disk knows a newer table than Kafka has. That is what a replaced or emptied cluster looks
   * like, and an older table is never applied, so somebody must be told.
   */
  private ModelState withStaleness(ModelState now, boolean caughtUp) {
    long wanted = newest.map(offer -> offer.desired().epoch()).orElse(0L);
    if (!caughtUp || newestInKafka == 0 || newestInKafka >= wanted) {
      return now;
    }
    String reason =
        "Epoch %d from Kafka is older than epoch %d that this node had before; if the cluster was"
                .formatted(newestInKafka, wanted)
            + " replaced on purpose, stop the agent and delete its stored tables";
    return new ModelState(
        model, now.epochInForce(), Optional.of(reason), now.versions(), now.smokeTests());
  }

  private void noteChange(ModelState before, ModelState after) {
    if (after.epochInForce() != before.epochInForce()) {
      metrics.count(AgentMeter.TABLES_APPLIED, model);
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

  private void save(Offer offer) {
    try {
      store.save(offer.wire());
      savedEpoch = offer.desired().epoch();
    } catch (UncheckedIOException e) {
      log.error("table not saved model={} epoch={}", model, offer.desired().epoch(), e);
    }
  }

  private long readyVersions() {
    return state.versions().stream()
        .filter(version -> version.phase() == VersionState.Phase.READY)
        .count();
  }
}
