package dev.turnout.orchestrator.stream;

import dev.turnout.orchestrator.desk.Heritage;
import dev.turnout.orchestrator.desk.InputTopic;
import dev.turnout.orchestrator.desk.Outbox;
import dev.turnout.orchestrator.desk.Outgoing;
import dev.turnout.orchestrator.desk.PartitionDesk;
import dev.turnout.orchestrator.desk.Positions;
import dev.turnout.orchestrator.desk.Received;
import dev.turnout.orchestrator.desk.RulesFailedException;
import dev.turnout.schemas.KafkaPulse;
import dev.turnout.schemas.TraceContext;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One membership in the group: polls, decides and commits until it is stopped or fails. Used by one
 * thread, which is the only one that decides. No transaction is ever open while it polls.
 */
final class Session implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Session.class);

  private final OrchestratorConfig config;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final TransactionWriter writer;
  private final Restorer restorer;
  private final LeftTransactions leftTransactions;
  private final Inbox inbox;
  private final KafkaPulse pulse;
  private final StreamMetrics metrics;
  private final Readiness readiness;
  private final DecisionTracer tracer;
  private final InstantSource clock;
  private final Outbox outbox;
  private final ProgressPace pace;
  private final InputPlaces places;
  private final Map<Integer, PartitionDesk> desks = new TreeMap<>();
  private final Set<Integer> toRestore = new TreeSet<>();
  private final Set<String> suspects = new HashSet<>();

  Session(
      OrchestratorConfig config,
      KafkaConsumer<byte[], byte[]> consumer,
      TransactionWriter writer,
      Restorer restorer,
      LeftTransactions leftTransactions,
      Inbox inbox,
      StreamMetrics metrics,
      Readiness readiness,
      DecisionTracer tracer,
      InstantSource clock) {
    this.config = config;
    this.tracer = tracer;
    this.consumer = consumer;
    this.writer = writer;
    this.restorer = restorer;
    this.leftTransactions = leftTransactions;
    this.inbox = inbox;
    this.pulse = KafkaPulse.of(consumer);
    this.metrics = metrics;
    this.readiness = readiness;
    this.clock = clock;
    this.outbox = new Outbox(config.topics());
    this.pace = new ProgressPace(config.commitInterval());
    this.places = new InputPlaces(config.topics());
  }

  /** Returns after the last batch is committed once {@code stopping} says so. */
  void run(BooleanSupplier stopping) {
    consumer.subscribe(config.topics().inputs(), new Rebalance());
    while (!stopping.getAsBoolean()) {
      try {
        step();
      } catch (RulesFailedException e) {
        suspects.add(nameOf(e.received()));
        startOver(e);
      } catch (CommitFailure e) {
        startOver(e);
      } catch (WakeupException e) {
        LOG.debug("Woken up");
      }
    }
    commit();
  }

  private void step() {
    inbox.add(consumer.poll(pace.pollTime()));
    restoreAssigned();
    takeRecords();
    orderTicks();
    if (pace.isDue()) {
      commit();
    } else if (outbox.isUrgent()) {
      commit(outbox::drainUrgent);
    }
    measure();
  }

  private void takeRecords() {
    inbox.decode();
    desks.forEach(
        (partition, desk) ->
            inbox
                .take(partition, topic -> isCaughtUp(places.of(topic, partition)))
                .forEach(received -> take(desk, received)));
    makeRoom();
    if (!outbox.isEmpty()) {
      pace.begin();
    }
  }

  private boolean isCaughtUp(TopicPartition where) {
    return consumer.currentLag(where).orElse(Long.MAX_VALUE) == 0;
  }

  /** Topics that are ahead of the others are not read on, nor any while the registry is away. */
  private void makeRoom() {
    Set<TopicPartition> open = new HashSet<>();
    Set<TopicPartition> full = new HashSet<>();
    for (int partition : desks.keySet()) {
      for (InputTopic topic : InputTopic.values()) {
        (inbox.hasRoom(topic, partition) ? open : full).add(places.of(topic, partition));
      }
    }
    consumer.resume(open);
    consumer.pause(full);
  }

  private void take(PartitionDesk desk, Received received) {
    // A record that is older than the state came in again with the group's older offset.
    if (received.offset() >= desk.consumed().of(received.topic())) {
      int before = outbox.size();
      outbox.label(tracer.begin(received).map(TraceContext::headers).orElse(List.of()));
      desk.take(received, isSuspect(received), outbox);
      tracer.decided(received, outbox.entriesAfter(before));
    }
    if (outbox.isFull()) {
      commit(outbox::drainUrgent);
    }
  }

  private void orderTicks() {
    Instant now = clock.instant();
    desks.forEach(
        (partition, desk) ->
            desk.tickDue(now)
                .ifPresent(
                    order -> {
                      outbox.tick(partition, order.tick());
                      metrics.tick();
                    }));
  }

  /** Commits what was decided, and states whose turn it is. */
  private void commit() {
    pace.end();
    if (!outbox.isEmpty()) {
      commit(outbox::drain);
    }
  }

  private void commit(Supplier<List<Outgoing>> what) {
    long begin = System.nanoTime();
    Optional<Instant> firstCause = outbox.firstCause();
    List<Outgoing> records = what.get();
    try {
      writer.commit(records, places.consumed(desks.values()), consumer.groupMetadata());
    } catch (KafkaException e) {
      metrics.failed();
      throw new CommitFailure(e);
    }
    tracer.committed();
    metrics.committed(Duration.ofNanos(System.nanoTime() - begin));
    firstCause.ifPresent(at -> metrics.decided(Duration.between(at, clock.instant())));
    readiness.well(Readiness.Matter.KAFKA);
    suspects.clear();
  }

  /**
   * Nothing of the failed batch counts: the state is read again, and the inputs from where it was.
   */
  private void startOver(RuntimeException failure) {
    LOG.warn("Starting over from the committed state: {}", failure.getMessage(), failure);
    metrics.rejoined();
    tracer.failed(failure);
    readiness.trouble(
        Readiness.Matter.KAFKA, "the last transaction failed: " + failure.getMessage());
    if (failure instanceof CommitFailure) {
      writer.abort();
    }
    outbox.clear();
    pace.end();
    toRestore.addAll(desks.keySet());
    inbox.forget(desks.keySet());
    desks.clear();
    consumer.pause(consumer.assignment());
  }

  private void restoreAssigned() {
    if (toRestore.isEmpty()) {
      return;
    }
    leftTransactions.endSoon();
    for (int partition : List.copyOf(toRestore)) {
      inbox.forget(Set.of(partition));
      desks.put(partition, restored(partition));
      toRestore.remove(partition);
    }
    consumer.resume(places.of(desks.keySet()));
    readiness.well(Readiness.Matter.RESTORE);
    readiness.well(Readiness.Matter.KAFKA);
    LOG.info("Restored partitions={} models={}", desks.keySet(), models());
  }

  /**
   * The group's offsets come first: asking for them waits until a dead owner's transaction is over.
   */
  private PartitionDesk restored(int partition) {
    Map<TopicPartition, OffsetAndMetadata> committed = committed(places.of(Set.of(partition)));
    var positions = new Positions();
    for (InputTopic topic : InputTopic.values()) {
      OffsetAndMetadata offset = committed.get(places.of(topic, partition));
      positions.advance(topic, offset == null ? 0 : offset.offset());
    }
    Heritage heritage = restorer.restore(partition, positions, leftTransactions::end);
    var desk = new PartitionDesk(partition, config.topics(), metrics, heritage);
    restorer.recall(
        partition, heritage, received -> desk.recall(received, isSuspect(received), outbox));
    seek(partition, heritage.consumed());
    metrics.restored(heritage.ledgers().size());
    return desk;
  }

  private void seek(int partition, Positions positions) {
    for (InputTopic topic : InputTopic.values()) {
      TopicPartition where = places.of(topic, partition);
      if (positions.of(topic) > 0) {
        consumer.seek(where, positions.of(topic));
      } else {
        consumer.seekToBeginning(List.of(where));
      }
    }
  }

  private Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> inputs) {
    try {
      return consumer.committed(inputs, LeftTransactions.PATIENCE);
    } catch (TimeoutException e) {
      leftTransactions.end();
      return consumer.committed(inputs);
    }
  }

  private void measure() {
    readiness.turned();
    pulse
        .trouble(System.nanoTime())
        .ifPresentOrElse(
            silence -> readiness.trouble(Readiness.Matter.CONNECTION, silence),
            () -> readiness.well(Readiness.Matter.CONNECTION));
    metrics.owns(desks.size(), models());
    for (InputTopic topic : InputTopic.values()) {
      metrics.lag(
          topic,
          desks.keySet().stream()
              .mapToLong(partition -> consumer.currentLag(places.of(topic, partition)).orElse(0))
              .sum());
    }
  }

  private int models() {
    return desks.values().stream().mapToInt(PartitionDesk::models).sum();
  }

  /** There hardly ever is one, and every record asks. */
  private boolean isSuspect(Received received) {
    return !suspects.isEmpty() && suspects.contains(nameOf(received));
  }

  private static String nameOf(Received received) {
    return "%s-%d@%d".formatted(received.topic(), received.partition(), received.offset());
  }

  /** Leaves the group, so that others need not wait for the session to run out. */
  @Override
  public void close() {
    restorer.close();
    writer.close();
    consumer.close(CloseOptions.groupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP));
  }

  /** A transaction that did not come through. */
  private static final class CommitFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CommitFailure(KafkaException cause) {
      super(String.valueOf(cause.getMessage()), cause);
    }
  }

  private final class Rebalance implements ConsumerRebalanceListener {

    /**
     * Partitions are given away with everything committed, so that the next owner begins at once.
     */
    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      try {
        commit();
      } catch (CommitFailure e) {
        LOG.warn("Could not commit before giving partitions away; their next owner repeats it", e);
        metrics.rejoined();
        writer.abort();
        outbox.clear();
      }
      giveUp(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      LOG.warn("Lost partitions={}: was away for too long", numbers(partitions));
      metrics.rejoined();
      readiness.trouble(
          Readiness.Matter.ASSIGNMENT,
          "lost its partitions, because the group had not heard of it for too long; joining again");
      outbox.clear();
      pace.end();
      giveUp(partitions);
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      consumer.pause(partitions);
      toRestore.addAll(numbers(partitions));
      if (!toRestore.isEmpty()) {
        readiness.trouble(Readiness.Matter.RESTORE, "restoring partitions " + toRestore);
      }
      readiness.well(Readiness.Matter.ASSIGNMENT);
      LOG.info("Assigned partitions={}", numbers(partitions));
    }

    private void giveUp(Collection<TopicPartition> partitions) {
      Set<Integer> gone = numbers(partitions);
      desks.keySet().removeAll(gone);
      toRestore.removeAll(gone);
      inbox.forget(gone);
      outbox.forget(gone);
    }

    private Set<Integer> numbers(Collection<TopicPartition> partitions) {
      return partitions.stream()
          .map(TopicPartition::partition)
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
