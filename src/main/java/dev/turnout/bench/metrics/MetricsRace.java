package dev.turnout.bench.metrics;

import dev.turnout.bench.outcome.Goal;
import dev.turnout.bench.outcome.Machine;
import dev.turnout.bench.outcome.Outcome;
import dev.turnout.bench.outcome.Section;
import dev.turnout.bench.outcome.Spread;
import dev.turnout.bus.Connection;
import dev.turnout.schemas.Topics;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/**
 * Lets installations take the same amount of reports, each time beside bare consumers that decode
 * what it took, by turns, so that what else the machine does meets all of them.
 */
public final class MetricsRace implements AutoCloseable {
  private static final double OF_BARE = 0.5;
  private static final double OF_EMPTY = 0.9;

  private final Map<String, Object> addresses;
  private final MetricsScale scale;
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final Map<Entrant, Lane> lanes = new LinkedHashMap<>();
  private final List<String> wrong = new ArrayList<>();

  /** Who takes reports. */
  private enum Entrant {
    ONE("one thread", "bench-one", 1),
    TWO("two threads", "bench-two", 2),
    IDLE("one thread, %,d idle rollouts beside", "bench-idle", 1);

    private final String words;
    private final String prefix;
    private final int threads;

    Entrant(String words, String prefix, int threads) {
      this.words = words;
      this.prefix = prefix;
      this.threads = threads;
    }
  }

  /** One installation with its bare consumers, and what each round took. */
  private record Lane(
      LoadedInstallation installation, BareDecoder bare, List<Took> took, List<Took> bareTook) {

    void round(boolean counts) throws InterruptedException, ExecutionException {
      Chunk chunk = installation.fill();
      Took whole = installation.take(chunk);
      Took read = bare.decode(chunk);
      if (counts) {
        took.add(whole);
        bareTook.add(read);
      }
    }

    List<Double> seconds() {
      return took.stream().map(Took::seconds).toList();
    }

    List<Double> bareSeconds() {
      return bareTook.stream().map(Took::seconds).toList();
    }
  }

  /**
   * @param addresses of the bus and of the registry
   */
  public MetricsRace(Map<String, Object> addresses, MetricsScale scale) {
    this.addresses = Map.copyOf(addresses);
    this.scale = scale;
  }

  /**
   * Runs all rounds after one that does not count.
   *
   * @param passed hears of how far it is, from 0 to 1
   */
  public Outcome run(Consumer<Double> passed) throws InterruptedException, ExecutionException {
    int all = Entrant.values().length * (scale.rounds() + 2);
    int done = 0;
    for (Entrant entrant : Entrant.values()) {
      lanes.put(entrant, lane(entrant));
      passed.accept((double) ++done / all);
    }
    for (int round = 0; round <= scale.rounds(); round++) {
      for (Lane lane : lanes.values()) {
        lane.round(round > 0);
        passed.accept((double) ++done / all);
      }
    }
    lanes.values().forEach(lane -> wrong.addAll(lane.installation().wrong()));
    return outcome();
  }

  /** What was not as it must be, in words; empty if all is well. */
  public List<String> wrong() {
    return List.copyOf(wrong);
  }

  private Lane lane(Entrant entrant) throws InterruptedException, ExecutionException {
    Connection connection = new Connection(addresses, new Topics(entrant.prefix));
    int idle = entrant == Entrant.IDLE ? scale.idle() : 0;
    LoadedInstallation installation =
        opened(new LoadedInstallation(connection, scale, entrant.threads, idle));
    BareDecoder bare = opened(new BareDecoder(connection, entrant.threads));
    return new Lane(installation, bare, new ArrayList<>(), new ArrayList<>());
  }

  private Outcome outcome() {
    List<List<Object>> rows = new ArrayList<>();
    lanes.forEach(
        (entrant, lane) -> {
          rows.add(row("bare consumer of the same", lane.bareTook(), lane.bareTook()));
          rows.add(row(words(entrant), lane.took(), lane.bareTook()));
        });
    Section section =
        new Section(
            "Metric reports, each with a heartbeat, taken and committed",
            List.of("", "reports/s", "processor us/report", "share of bare", "of its cpu"),
            rows);
    return new Outcome(
        "metrics",
        Machine.here(),
        "%,d reports a round of %,d rollouts with %d nodes each, %d rounds"
            .formatted(scale.reportsOfRound(), scale.rollouts(), scale.nodes(), scale.rounds()),
        List.of(section),
        goals(),
        notes());
  }

  private List<Goal> goals() {
    Lane one = lane(lanes, Entrant.ONE);
    Lane two = lane(lanes, Entrant.TWO);
    Lane idle = lane(lanes, Entrant.IDLE);
    return List.of(
        Goal.atLeast(
            "one thread / one bare", Spread.ratios(one.bareSeconds(), one.seconds()), OF_BARE, ""),
        Goal.atLeast(
            "two threads / two bare", Spread.ratios(two.bareSeconds(), two.seconds()), OF_BARE, ""),
        Goal.atLeast(
            "with idle rollouts / without",
            Spread.ratios(one.seconds(), idle.seconds()),
            OF_EMPTY,
            ""));
  }

  private static Lane lane(Map<Entrant, Lane> lanes, Entrant entrant) {
    Lane lane = lanes.get(entrant);
    if (lane == null) {
      throw new IllegalStateException("Expected every lane to have run");
    }
    return lane;
  }

  private List<Object> row(String name, List<Took> took, List<Took> bare) {
    List<Double> speeds = new ArrayList<>();
    List<Double> costs = new ArrayList<>();
    List<Double> shares = new ArrayList<>();
    List<Double> cpuShares = new ArrayList<>();
    for (int round = 0; round < took.size(); round++) {
      Took one = took.get(round);
      speeds.add(scale.reportsOfRound() / one.seconds());
      costs.add(1e6 * one.cpuSeconds() / scale.reportsOfRound());
      shares.add(bare.get(round).seconds() / one.seconds());
      cpuShares.add(bare.get(round).cpuSeconds() / one.cpuSeconds());
    }
    return List.of(
        name, Spread.of(speeds), Spread.of(costs), Spread.of(shares), Spread.of(cpuShares));
  }

  private String words(Entrant entrant) {
    return entrant.words.formatted(scale.idle());
  }

  private static List<String> notes() {
    return List.of(
        "Every report has three histograms of %d bins for each of two versions, and changes all of them."
            .formatted(MetricsScale.BINS),
        "The broker runs in this process: it shares the processors and adds to the seconds, not to the processor time.",
        "One orchestrator has one thread. Two of them, the broker and the clients' own threads need more than two processors to run side by side.");
  }

  private <T extends AutoCloseable> T opened(T part) {
    parts.push(part);
    return part;
  }

  @Override
  public void close() {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        throw new IllegalStateException("Expected every part to stop", e);
      }
    }
  }
}
