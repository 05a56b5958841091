package dev.turnout.orchestrator.desk;

import static dev.turnout.orchestrator.desk.Inputs.at;
import static dev.turnout.orchestrator.desk.Inputs.heartbeat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnout.events.CauseKind;
import dev.turnout.events.JournalEntry;
import dev.turnout.events.NodeJoined;
import dev.turnout.events.NodeLost;
import dev.turnout.events.RolloutState;
import dev.turnout.orchestrator.codec.EntryHash;
import dev.turnout.orchestrator.fleet.AgentReport;
import dev.turnout.orchestrator.rollout.Input;
import dev.turnout.orchestrator.rollout.InvalidCommandReceived;
import dev.turnout.orchestrator.rollout.RolloutEvent;
import dev.turnout.schemas.RecordTypes;
import dev.turnout.schemas.Topics;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PartitionDeskTest {

  private static final Topics TOPICS = Topics.standard();

  private final List<String> told = new ArrayList<>();
  private final DeskMeter meter = new Told();
  private final Outbox outbox = new Outbox(TOPICS);
  private final PartitionDesk desk = new PartitionDesk(1, TOPICS, meter, Heritage.none());

  private final class Told implements DeskMeter {
    @Override
    public void input(InputTopic topic) {
      told.add("input " + topic);
    }

    @Override
    public void entry(RolloutEvent event) {
      told.add("entry " + event.word());
    }

    @Override
    public void poison(InputTopic topic) {
      told.add("poison " + topic);
    }
  }

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
    assertThat(written).allSatisfy(record -> assertThat(record.partition()).hasValue(1));
    assertThat(written)
        .extracting(Outgoing::topic)
        .containsExactly("turnout.journal", "turnout.rollouts");
  }

  @Test
  void shouldSealEachEntryIntoTheNextOneOfTheModel() {
    // given
    desk.take(heartbeat("fraud", "node-1", 1, at(0)), false, outbox);
    desk.take(heartbeat("spam", "node-1", 2, at(1)), false, outbox);
    RolloutState state = desk.stateOf(new dev.turnout.orchestrator.routing.ModelName("fraud"));
    var heir = new PartitionDesk(1, TOPICS, meter, Heritage.of(List.of(state), new Positions()));
    // when
    heir.take(heartbeat("fraud", "node-2", 3, at(2)), false, outbox);
    // then
    List<JournalEntry> journal = journal(outbox.drain());
    assertThat(journal)
        .extracting(JournalEntry::getPreviousHash)
        .containsExactly("", "", EntryHash.of(journal.get(0)).hex());
  }

  @Test
  void shouldDecideAlikeWhateverItHadReadBeforeTheStateItBeganWith() {
    // given
    desk.take(heartbeat("fraud", "node-1", 1, at(0)), false, outbox);
    RolloutState state = desk.stateOf(new dev.turnout.orchestrator.routing.ModelName("fraud"));
    Received late =
        Received.poisoned(
            InputTopic.METRICS,
            Inputs.record("turnout.metrics", 0, at(9.5), null, null),
            at(9.5),
            "x");
    desk.take(late, false, outbox);
    var heir = new PartitionDesk(1, TOPICS, meter, Heritage.of(List.of(state), new Positions()));
    heir.consumed().advance(InputTopic.METRICS, 1);
    outbox.clear();
    Outbox other = new Outbox(TOPICS);
    // when
    desk.take(heartbeat("spam", "node-9", 2, at(9)), false, outbox);
    heir.take(heartbeat("spam", "node-9", 2, at(9)), false, other);
    desk.take(heartbeat("spam", "node-9", 3, at(100)), false, outbox);
    heir.take(heartbeat("spam", "node-9", 3, at(100)), false, other);
    // then
    assertThat(journal(other.drain())).isEqualTo(journal(outbox.drain()));
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
        new PartitionDesk(1, TOPICS, meter, Heritage.of(List.of(state), new Positions()));
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
        new PartitionDesk(1, TOPICS, meter, Heritage.of(List.of(state), new Positions()));
    outbox.clear();
    // when
    restored.take(broken, true, outbox);
    restored.take(heartbeat("fraud", "node-2", 3, at(2)), false, outbox);
    // then
    List<Outgoing> written = outbox.drain();
    assertThat(written).extracting(Outgoing::topic).contains("turnout.dead-letters");
    assertThat(journal(written)).extracting(JournalEntry::getSequence).containsExactly(2L);
    assertThat(told).filteredOn("poison AGENTS"::equals).hasSize(1);
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
    assertThat(told).containsExactly("input COMMANDS", "entry CommandRefused", "input COMMANDS");
  }
}
