package dev.turnout.orchestrator.stream;

import static dev.turnout.orchestrator.stream.Inputs.at;
import static dev.turnout.orchestrator.stream.Inputs.heartbeat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnout.events.CauseKind;
import dev.turnout.events.JournalEntry;
import dev.turnout.events.NodeJoined;
import dev.turnout.events.NodeLost;
import dev.turnout.events.RolloutState;
import dev.turnout.orchestrator.codec.StateCodec;
import dev.turnout.orchestrator.fleet.AgentReport;
import dev.turnout.orchestrator.rollout.Input;
import dev.turnout.orchestrator.rollout.InvalidCommandReceived;
import dev.turnout.schemas.RecordTypes;
import dev.turnout.schemas.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PartitionDeskTest {

  private static final Topics TOPICS = Topics.standard();

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final StreamMetrics metrics = new StreamMetrics(meters);
  private final Outbox outbox = new Outbox(TOPICS);
  private final PartitionDesk desk =
      new PartitionDesk(1, TOPICS, metrics, new Positions(), List.of());

  @BeforeAll
  static void trust() {
    RecordTypes.trust();
  }

  private List<JournalEntry> journal(List<Outgoing> written) {
    return written.stream()
        .filter(record -> record.topic().equals(TOPICS.journal()))
        .map(record -> (JournalEntry) record.value())
        .toList();
  }

  @Test
  void shouldWriteAnEntryWithItsCauseAndWhatWasConsumed() {
    // given
    desk.take(heartbeat("fraud", "node-1", 7, at(0)), false, outbox);
    // when
    List<Outgoing> written = outbox.drain();
    // then
    JournalEntry entry = journal(written).get(0);
    assertThat(entry.getEvent()).isEqualTo(new NodeJoined("node-1"));
    assertThat(entry.getSequence()).isEqualTo(1);
    assertThat(entry.getCause().getKind()).isEqualTo(CauseKind.INPUT);
    assertThat(entry.getCause().getTopic()).isEqualTo("turnout.agents");
    assertThat(entry.getCause().getOffset()).isEqualTo(7);
    assertThat(entry.getConsumed().getAgents()).isEqualTo(8);
    assertThat(written).allSatisfy(record -> assertThat(record.partition()).isEqualTo(1));
    assertThat(written)
        .extracting(Outgoing::topic)
        .containsExactly("turnout.journal", "turnout.rollouts");
  }

  @Test
  void shouldNotHurryForAHeartbeatThatSaysNothingNew() {
    // given
    desk.take(heartbeat("fraud", "node-1", 1, at(0)), false, outbox);
    outbox.drain();
    // when
    desk.take(heartbeat("fraud", "node-1", 2, at(5)), false, outbox);
    // then
    assertThat(outbox.isEmpty()).isFalse();
    assertThat(outbox.isUrgent()).isFalse();
    assertThat(outbox.drain()).extracting(Outgoing::topic).containsExactly("turnout.rollouts");
    assertThat(outbox.isEmpty()).isTrue();
  }

  @Test
  void shouldTellAModelTheTimeThatAnothersRecordCarries() {
    // given
    desk.take(heartbeat("fraud", "node-1", 1, at(0)), false, outbox);
    outbox.drain();
    // when
    desk.take(heartbeat("spam", "node-9", 2, at(100)), false, outbox);
    // then
    List<JournalEntry> journal = journal(outbox.drain());
    assertThat(journal).extracting(JournalEntry::getModel).containsExactly("spam", "fraud");
    assertThat(journal.get(1).getEvent()).isInstanceOf(NodeLost.class);
    assertThat(journal.get(1).getCause().getKind()).isEqualTo(CauseKind.TIMER);
    assertThat(journal.get(1).getCause().getOffset()).isEqualTo(2);
    assertThat(journal.get(1).getAtMs()).isEqualTo(at(100).toEpochMilli());
  }

  @Test
  void shouldWantATickOnlyWhenATimeHasComeThatNoRecordCarried() {
    // given
    desk.take(heartbeat("fraud", "node-1", 1, at(0)), false, outbox);
    // when
    var early = desk.tickDue(at(5));
    var late = desk.tickDue(at(60));
    // then
    assertThat(early).isEmpty();
    assertThat(late).get().extracting(order -> order.model().value()).isEqualTo("fraud");
  }

  @Test
  void shouldGoOnFromItsStatesExactly() {
    // given
    desk.take(heartbeat("fraud", "node-1", 1, at(0)), false, outbox);
    RolloutState state = desk.stateOf(new dev.turnout.orchestrator.routing.ModelName("fraud"));
    var restored =
        new PartitionDesk(
            1, TOPICS, metrics, Positions.of(state.getConsumed()), List.of(StateCodec.read(state)));
    outbox.clear();
    Outbox other = new Outbox(TOPICS);
    // when
    desk.take(heartbeat("spam", "node-9", 2, at(100)), false, outbox);
    restored.take(heartbeat("spam", "node-9", 2, at(100)), false, other);
    // then
    assertThat(journal(other.drain())).isEqualTo(journal(outbox.drain()));
  }

  @Test
  void shouldBuryTheRecordOnWhichTheRulesFailAndGoOn() {
    // given
    desk.take(heartbeat("fraud", "node-1", 1, at(0)), false, outbox);
    RolloutState state = desk.stateOf(new dev.turnout.orchestrator.routing.ModelName("fraud"));
    Received broken = Inputs.received(InputTopic.AGENTS, 2, at(1), failing());
    assertThatThrownBy(() -> desk.take(broken, false, outbox))
        .isInstanceOf(RulesFailedException.class);
    var restored =
        new PartitionDesk(
            1, TOPICS, metrics, Positions.of(state.getConsumed()), List.of(StateCodec.read(state)));
    outbox.clear();
    // when
    restored.take(broken, true, outbox);
    restored.take(heartbeat("fraud", "node-2", 3, at(2)), false, outbox);
    // then
    List<Outgoing> written = outbox.drain();
    assertThat(written).extracting(Outgoing::topic).contains("turnout.dead-letters");
    assertThat(journal(written)).extracting(JournalEntry::getSequence).containsExactly(2L);
    assertThat(
            meters
                .get("turnout.orchestrator.poison.records")
                .tag("topic", "agents")
                .counter()
                .count())
        .isEqualTo(1);
  }

  /** A report from the end of time, after which nothing can be due. */
  private static Input failing() {
    AgentReport report =
        ((dev.turnout.orchestrator.rollout.AgentReported)
                heartbeat("fraud", "node-1", 9, at(1)).input().orElseThrow())
            .report();
    return new dev.turnout.orchestrator.rollout.AgentReported(report, java.time.Instant.MAX);
  }

  @Test
  void shouldAnswerAnInvalidCommandOnce() {
    // given
    var header =
        new dev.turnout.orchestrator.rollout.CommandHeader(
            new dev.turnout.orchestrator.rollout.CommandId("c-1"),
            new dev.turnout.orchestrator.routing.ModelName("fraud"),
            java.util.Optional.empty(),
            new dev.turnout.orchestrator.rollout.Actor("jane"),
            java.util.Optional.empty());
    Input invalid = new InvalidCommandReceived(header, "StartRollout", "Expected a weight", at(0));
    // when
    desk.take(Inputs.received(InputTopic.COMMANDS, 0, at(0), invalid), false, outbox);
    desk.take(Inputs.received(InputTopic.COMMANDS, 1, at(1), invalid), false, outbox);
    // then
    List<JournalEntry> journal = journal(outbox.drain());
    assertThat(journal).hasSize(1);
    assertThat(journal.get(0).getEvent().toString()).contains("Expected a weight");
    assertThat(
            meters
                .get("turnout.orchestrator.commands")
                .tag("command", "StartRollout")
                .tag("answer", "refused")
                .counter()
                .count())
        .isEqualTo(1);
  }
}
