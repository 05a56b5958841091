package dev.turnout.bench.switching;

import dev.turnout.agents.config.KafkaSettings;
import dev.turnout.bench.outcome.Goal;
import dev.turnout.bench.outcome.Section;
import dev.turnout.bench.outcome.Spread;
import dev.turnout.embedded.EmbeddedKafka;
import dev.turnout.embedded.EmbeddedKafkaOptions;
import dev.turnout.embedded.EmbeddedRegistry;
import dev.turnout.schemas.TopicSettings;
import dev.turnout.schemas.Topics;
import dev.turnout.schemas.TopicsAdmin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;

/** Commits route tables, and looks when few and many nodes have them, by turns. */
final class NodeRace {
  private static final int PARTITIONS = 2;
  private static final int SWITCHES = 5;
  private static final int FEW = 10;
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final int SHORTEST_PAUSE_MILLIS = 50;
  private static final int PAUSES_MILLIS = 200;

  private final List<Lane> lanes;
  private final Random chance = new Random(1);
  private double heapPerNode;

  /** One number of nodes, and what was measured with it: the median of each round. */
  private record Lane(int nodes, List<Double> half, List<Double> last) {}

  private NodeRace(SwitchSetting setting) {
    lanes =
        setting.nodes().stream()
            .map(nodes -> new Lane(nodes, new ArrayList<>(), new ArrayList<>()))
            .toList();
  }

  /**
   * Measures everything.
   *
   * @param passed is run after each round
   */
  static NodeRace run(SwitchSetting setting, Runnable passed) throws InterruptedException {
    NodeRace race = new NodeRace(setting);
    try (EmbeddedKafka kafka = EmbeddedKafka.start(EmbeddedKafkaOptions.temporary());
        EmbeddedRegistry registry = EmbeddedRegistry.start()) {
      race.run(
          KafkaSettings.of(kafka.bootstrapServers(), registry.url()), setting.rounds(), passed);
    }
    return race;
  }

  private void run(KafkaSettings settings, int rounds, Runnable passed)
      throws InterruptedException {
    Topics topics = Topics.standard();
    Map<String, Object> bus = settings.with(Map.of());
    try (Admin admin = Admin.create(bus)) {
      new TopicsAdmin(admin, topics, TopicSettings.singleBroker().withPartitions(PARTITIONS))
          .create();
    }
    List<TopicPartition> partitions =
        IntStream.range(0, PARTITIONS)
            .mapToObj(partition -> new TopicPartition(topics.routes(), partition))
            .toList();
    int all = lanes.get(lanes.size() - 1).nodes();
    long before = UserRace.used();
    try (RoutePublisher publisher = new RoutePublisher(bus, topics.routes());
        NodeFleet fleet = new NodeFleet(all, settings, partitions)) {
      heapPerNode = (UserRace.used() - before) / 1e6 / all;
      warmUp(publisher, fleet);
      for (int round = 0; round < rounds; round++) {
        for (int i = 0; i < lanes.size(); i++) {
          measure(lanes.get((round + i) % lanes.size()), publisher, fleet);
        }
        passed.run();
      }
    }
  }

  private void warmUp(RoutePublisher publisher, NodeFleet fleet) throws InterruptedException {
    for (Lane lane : lanes) {
      fleet.play(lane.nodes());
      for (int i = 0; i < SWITCHES; i++) {
        switchOnce(lane.nodes(), publisher, fleet);
      }
    }
  }

  private void measure(Lane lane, RoutePublisher publisher, NodeFleet fleet)
      throws InterruptedException {
    fleet.play(lane.nodes());
    // Those that rested catch up first.
    switchOnce(lane.nodes(), publisher, fleet);
    List<Double> half = new ArrayList<>();
    List<Double> last = new ArrayList<>();
    for (int i = 0; i < SWITCHES; i++) {
      List<Double> millis = switchOnce(lane.nodes(), publisher, fleet);
      half.add(millis.get((millis.size() - 1) / 2));
      last.add(millis.get(millis.size() - 1));
    }
    lane.half().add(Spread.of(half).median());
    lane.last().add(Spread.of(last).median());
  }

  /** Milliseconds from the commit to each node, ascending. */
  private List<Double> switchOnce(int nodes, RoutePublisher publisher, NodeFleet fleet)
      throws InterruptedException {
    Thread.sleep(SHORTEST_PAUSE_MILLIS + chance.nextInt(PAUSES_MILLIS));
    Arrivals arrivals = fleet.expect(publisher.nextEpoch(), nodes);
    return arrivals.millisSince(publisher.commitNext(), LIMIT);
  }

  Section section() {
    List<List<Object>> rows = new ArrayList<>();
    for (Lane lane : lanes) {
      Spread last = Spread.of(lane.last());
      rows.add(
          List.of(lane.nodes(), Spread.of(lane.half()), last, 1e3 * last.median() / lane.nodes()));
    }
    return new Section(
        "From the commit of a route table until nodes have it",
        List.of("nodes", "half of them, ms", "the last, ms", "us per node"),
        rows);
  }

  /** How much more time so many more nodes take, as a share of how many more they are. */
  Goal goal() {
    Lane few = lanes.stream().filter(lane -> lane.nodes() >= FEW).findFirst().orElse(lanes.get(0));
    Lane many = lanes.get(lanes.size() - 1);
    double more = (double) many.nodes() / few.nodes();
    List<Double> scaled = few.last().stream().map(millis -> millis * more).toList();
    return Goal.atMost(
        "last of %,d nodes / (%,.0f x last of %,d)".formatted(many.nodes(), more, few.nodes()),
        Spread.ratios(many.last(), scaled),
        1,
        "");
  }

  /** In megabytes. */
  double heapPerNode() {
    return heapPerNode;
  }
}
