package dev.turnout.orchestrator.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.events.JournalEntry;
import dev.turnout.events.PlaceGranted;
import dev.turnout.events.PlaceRequested;
import dev.turnout.events.RolloutState;
import dev.turnout.orchestrator.codec.CommandCodec;
import dev.turnout.orchestrator.desk.DeskMeter;
import dev.turnout.orchestrator.desk.Heritage;
import dev.turnout.orchestrator.desk.InputDecoder;
import dev.turnout.orchestrator.desk.InputTopic;
import dev.turnout.orchestrator.desk.Outbox;
import dev.turnout.orchestrator.desk.Outgoing;
import dev.turnout.orchestrator.desk.PartitionDesk;
import dev.turnout.orchestrator.desk.Positions;
import dev.turnout.orchestrator.plan.BlueGreenStrategy;
import dev.turnout.orchestrator.plan.RolloutName;
import dev.turnout.orchestrator.plan.RolloutSpec;
import dev.turnout.orchestrator.policy.Limit;
import dev.turnout.orchestrator.policy.OfficeName;
import dev.turnout.orchestrator.policy.Policy;
import dev.turnout.orchestrator.policy.Scope;
import dev.turnout.orchestrator.rollout.AbortRollout;
import dev.turnout.orchestrator.rollout.Actor;
import dev.turnout.orchestrator.rollout.ApplyPolicy;
import dev.turnout.orchestrator.rollout.CommandHeader;
import dev.turnout.orchestrator.rollout.CommandId;
import dev.turnout.orchestrator.rollout.RolloutCommand;
import dev.turnout.orchestrator.rollout.StartRollout;
import dev.turnout.orchestrator.routing.ModelName;
import dev.turnout.orchestrator.routing.VersionRef;
import dev.turnout.schemas.RecordTypes;
import dev.turnout.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Places among all partitions, while orchestrators die before they commit, again and again. */
class PlacesTest {
  private static final Topics TOPICS = Topics.standard();
  private static final int PARTITIONS = 3;
  private static final int MODELS = 8;
  private static final int ACTS = 120;

  private final MemoryRecording recording = new MemoryRecording(PARTITIONS);
  private final InputDecoder decoder = new InputDecoder(TOPICS, PARTITIONS, recording.values());
  private final List<Owner> owners = new ArrayList<>();
  private long now = 1_700_000_000_000L;
  private int commands;

  @BeforeContainer
  static void trust() {
    RecordTypes.trust();
  }

  /** Who has a partition, and what is committed of it. */
  private final class Owner {
    private final int partition;
    private final Map<String, RolloutState> committed = new TreeMap<>();
    private Positions positions = new Positions();
    private PartitionDesk desk;
    private Outbox outbox = new Outbox(TOPICS);

    Owner(int partition) {
      this.partition = partition;
      this.desk = restored();
    }

    private PartitionDesk restored() {
      outbox = new Outbox(TOPICS);
      Positions from = new Positions();
      from.advance(positions);
      return new PartitionDesk(
          partition, TOPICS, DeskMeter.NONE, Heritage.of(committed.values(), from));
    }

    boolean hasWork() {
      return positions.of(InputTopic.COMMANDS) < recording.log(TOPICS.commands(), partition).size();
    }

    /** Takes some records as one transaction, or dies before it is committed. */
    void turn(int most, boolean dies) {
      var log = recording.log(TOPICS.commands(), partition);
      int taken = 0;
      while (taken < most && desk.consumed().of(InputTopic.COMMANDS) < log.size()) {
        int next = (int) desk.consumed().of(InputTopic.COMMANDS);
        desk.take(decoder.decode(log.get(next)), false, outbox);
        taken++;
      }
      if (dies) {
        desk = restored();
      } else {
        commit();
      }
    }

    private void commit() {
      for (Outgoing outgoing : outbox.drain()) {
        String key = new String(outgoing.key(), UTF_8);
        var record = recording.appendByKey(outgoing.topic(), ++now, key, outgoing.message());
        assertThat(record.partition()).isEqualTo(outgoing.partition().orElse(record.partition()));
        if (outgoing.message() instanceof RolloutState state) {
          committed.put(key, state);
        }
      }
      positions = new Positions();
      positions.advance(desk.consumed());
    }
  }

  private void send(ModelName to, Function<CommandHeader, RolloutCommand> make) {
    commands++;
    CommandHeader header =
        new CommandHeader(
            new CommandId("command-" + commands),
            to,
            Optional.of(new RolloutName("r" + commands)).filter(name -> !OfficeName.isReserved(to)),
            new Actor("jane"),
            Optional.empty());
    recording.appendByKey(
        TOPICS.commands(), ++now, to.value(), CommandCodec.write(make.apply(header)));
  }

  private void apply(Policy policy) {
    Set<Integer> reached = new java.util.TreeSet<>();
    for (int number = 0; reached.size() < PARTITIONS; number++) {
      ModelName name = OfficeName.of(number);
      if (reached.add(Topics.partitionOf(name.value(), PARTITIONS))) {
        send(name, header -> new ApplyPolicy(header, policy));
      }
    }
  }

  private static Policy most(int max) {
    return new Policy(List.of(), List.of(new Limit("all", max, Optional.empty(), Scope.ALL)));
  }

  private static ModelName model(int number) {
    return new ModelName("model-" + number);
  }

  private void start(ModelName model) {
    RolloutSpec spec =
        RolloutSpec.of(
            VersionRef.of("v1"),
            new BlueGreenStrategy(Optional.empty(), Optional.empty(), false, Duration.ZERO),
            Optional.empty());
    send(model, header -> new StartRollout(header, spec, false));
  }

  private void abort(ModelName model) {
    send(
        model,
        header ->
            new AbortRollout(
                new CommandHeader(
                    header.id(), model, Optional.empty(), header.actor(), Optional.empty())));
  }

  private List<RolloutState> underWay() {
    return states().stream()
        .filter(state -> state.getPhase() != null && !state.getPhase().equals("Ended"))
        .toList();
  }

  private List<RolloutState> states() {
    return owners.stream().flatMap(owner -> owner.committed.values().stream()).toList();
  }

  private long admitted() {
    return underWay().stream().filter(state -> !state.getPhase().equals("Queued")).count();
  }

  private void settle() {
    while (owners.stream().anyMatch(Owner::hasWork)) {
      owners.forEach(owner -> owner.turn(1, false));
      assertThat(admitted()).isLessThanOrEqualTo(limit);
    }
  }

  private int limit;

  @Property(tries = 60)
  void shouldNeverAdmitMoreThanAllowedAndForgetNobody(@ForAll long seed) {
    // given
    Random random = new Random(seed);
    limit = 1 + random.nextInt(3);
    recording.log(TOPICS.commands());
    reset();
    apply(most(limit));
    settle();
    // when
    for (int act = 0; act < ACTS; act++) {
      ModelName model = model(random.nextInt(MODELS));
      switch (random.nextInt(6)) {
        case 0, 1 -> start(model);
        case 2 -> abort(model);
        default ->
            owners
                .get(random.nextInt(PARTITIONS))
                .turn(1 + random.nextInt(3), random.nextInt(3) == 0);
      }
      assertThat(admitted()).as("after act %d", act).isLessThanOrEqualTo(limit);
    }
    settle();
    // then
    while (!underWay().isEmpty()) {
      assertThat(admitted()).isEqualTo(Math.min(limit, underWay().size()));
      underWay().stream()
          .filter(state -> !state.getPhase().equals("Queued"))
          .map(RolloutState::getModel)
          .forEach(name -> abort(new ModelName(name)));
      settle();
    }
    placesWereGivenInTheOrderOfAsking();
    everyDecisionFollowsFromTheInputs();
  }

  private void reset() {
    owners.clear();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      for (String topic : TOPICS.all()) {
        recording.log(topic, partition).clear();
      }
      owners.add(new Owner(partition));
    }
  }

  private void placesWereGivenInTheOrderOfAsking() {
    List<String> asked = new ArrayList<>();
    List<String> granted = new ArrayList<>();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      for (var record : recording.log(TOPICS.journal(), partition)) {
        Object event =
            ((JournalEntry) recording.values().deserialize(record.topic(), record.value()))
                .getEvent();
        if (event instanceof PlaceRequested place) {
          asked.add(place.getModel() + place.getRolloutId());
        } else if (event instanceof PlaceGranted place) {
          granted.add(place.getModel() + place.getRolloutId());
        }
      }
    }
    asked.retainAll(granted);
    assertThat(granted).isEqualTo(asked);
  }

  private void everyDecisionFollowsFromTheInputs() {
    VerificationReport report =
        new Verification(
                recording,
                Checkpoint.start(TOPICS.prefix(), PARTITIONS),
                Set.of(),
                Verification.Watcher.NOBODY)
            .run(1);
    assertThat(report.differences()).isEmpty();
    assertThat(report.undecided()).isEmpty();
    assertThat(report.isComplete()).isTrue();
  }

  @Property(tries = 40)
  void shouldFollowWhateverPolicyComesWithoutLosingAnybody(@ForAll long seed) {
    // given
    Random random = new Random(seed);
    limit = Integer.MAX_VALUE;
    reset();
    // when
    for (int act = 0; act < ACTS; act++) {
      ModelName model = model(random.nextInt(MODELS));
      switch (random.nextInt(8)) {
        case 0, 1 -> start(model);
        case 2 -> abort(model);
        case 3 -> apply(random.nextInt(3) == 0 ? Policy.NONE : most(1 + random.nextInt(3)));
        default ->
            owners
                .get(random.nextInt(PARTITIONS))
                .turn(1 + random.nextInt(3), random.nextInt(3) == 0);
      }
    }
    settle();
    apply(Policy.NONE);
    settle();
    // then
    assertThat(underWay()).noneMatch(state -> state.getPhase().equals("Queued"));
    everyDecisionFollowsFromTheInputs();
  }
}
