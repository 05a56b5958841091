package dev.turnout.bench.faults.real;

import dev.turnout.bench.process.Child;
import dev.turnout.bench.process.FreePorts;
import dev.turnout.bench.process.Patience;
import dev.turnout.embedded.NodeProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/** The cluster: brokers that are each a process. */
final class Brokers implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(4);

  private final List<Child> processes;
  private final String bootstrapServers;
  private final Admin admin;

  private Brokers(List<Child> processes, String bootstrapServers, Admin admin) {
    this.processes = List.copyOf(processes);
    this.bootstrapServers = bootstrapServers;
    this.admin = admin;
  }

  /** Starts them and returns when all of them are there. */
  static Brokers start(Plan plan, FreePorts ports) throws InterruptedException {
    List<Integer> brokers = IntStream.range(0, Plan.BROKERS).mapToObj(i -> ports.take()).toList();
    List<Integer> controllers =
        IntStream.range(0, Plan.BROKERS).mapToObj(i -> ports.take()).toList();
    String cluster = Uuid.randomUuid().toString();
    List<Child> processes = new ArrayList<>();
    for (int i = 1; i <= Plan.BROKERS; i++) {
      Path data = plan.folder().resolve("broker-" + i);
      List<String> main =
          new ArrayList<>(
              List.of(
                  NodeProcess.class.getName(),
                  Integer.toString(i),
                  cluster,
                  data.toString(),
                  joined(brokers),
                  joined(controllers)));
      plan.brokerProperties().forEach((key, value) -> main.add(key + "=" + value));
      Path log = plan.folder().resolve("broker-" + i + ".log");
      processes.add(new Child("broker " + i, log, "128m", main));
    }
    String servers =
        brokers.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
    processes.forEach(Child::start);
    Map<String, Object> config = new HashMap<>();
    config.put("bootstrap.servers", servers);
    config.put("default.api.timeout.ms", 5000);
    config.put("request.timeout.ms", 2000);
    var started = new Brokers(processes, servers, Admin.create(config));
    Patience.until(START, "all brokers", started::hasAllBrokers);
    return started;
  }

  private static String joined(List<Integer> ports) {
    return ports.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  List<Child> processes() {
    return processes;
  }

  String bootstrapServers() {
    return bootstrapServers;
  }

  Admin admin() {
    return admin;
  }

  private boolean hasAllBrokers() {
    return ask(() -> admin.describeCluster().nodes().get(5, TimeUnit.SECONDS).size())
        == Plan.BROKERS;
  }

  /** Whether every partition of every topic has all its copies in sync. */
  boolean isWhole() {
    return processes.stream().allMatch(Child::isAlive)
        && ask(
                () ->
                    (int)
                        admin
                            .describeTopics(
                                admin
                                    .listTopics(new ListTopicsOptions().listInternal(true))
                                    .names()
                                    .get())
                            .allTopicNames()
                            .get(5, TimeUnit.SECONDS)
                            .values()
                            .stream()
                            .filter(Brokers::lacksCopies)
                            .count())
            == 0;
  }

  private static boolean lacksCopies(TopicDescription topic) {
    return topic.partitions().stream().anyMatch(p -> p.isr().size() < p.replicas().size());
  }

  /** The partitions of the topic that the group has given to this static member. */
  Set<Integer> assigned(String group, String instance, String topic) {
    try {
      return admin
          .describeConsumerGroups(List.of(group))
          .all()
          .get(5, TimeUnit.SECONDS)
          .values()
          .stream()
          .flatMap(description -> description.members().stream())
          .filter(member -> member.groupInstanceId().filter(instance::equals).isPresent())
          .flatMap(member -> member.assignment().topicPartitions().stream())
          .filter(partition -> partition.topic().equals(topic))
          .map(TopicPartition::partition)
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (ExecutionException | java.util.concurrent.TimeoutException e) {
      return Set.of();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Set.of();
    }
  }

  private interface Question {
    int answer() throws Exception;
  }

  /** The answer; -1 while nobody can answer. */
  private static int ask(Question question) {
    try {
      return question.answer();
    } catch (ExecutionException | java.util.concurrent.TimeoutException e) {
      return -1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return -1;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(1));
    processes.forEach(Child::close);
  }
}
