package dev.turnout.orchestrator.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.events.CommandAccepted;
import dev.turnout.events.CommandRefused;
import dev.turnout.events.JournalEntry;
import dev.turnout.orchestrator.desk.CommandDoor;
import dev.turnout.orchestrator.desk.Passage;
import dev.turnout.orchestrator.rollout.Courses;
import dev.turnout.schemas.RecordTypes;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the journal says about who wrote a command is believed, or asked for again. */
class SignatureAuditTest {
  private static final CommandDoor BY_CI = (record, command) -> Passage.signedBy("ci");
  private static final CommandDoor FOR_NOBODY = (record, command) -> Passage.refused("no key");

  @BeforeAll
  static void trust() {
    RecordTypes.trust();
  }

  @Test
  void shouldBelieveTheJournalWithoutKeys() {
    // given
    MemoryRecording signed = LiveDesk.of(Courses.promoted(), BY_CI).recording;

    // when
    VerificationReport report = verify(signed, Optional.empty());

    // then
    assertThat(report.isComplete()).as("%s", report.differences()).isTrue();
    assertThat(report.signatures().unchecked()).isPositive();
    assertThat(report.signatures().checked()).isZero();
    assertThat(events(signed, CommandAccepted.class))
        .isNotEmpty()
        .allMatch(accepted -> accepted.getSignedBy().equals("ci"));
  }

  @Test
  void shouldDeriveThatCommandsWereTurnedAway() {
    // given
    MemoryRecording refused = LiveDesk.of(Courses.promoted(), FOR_NOBODY).recording;

    // when
    VerificationReport believed = verify(refused, Optional.empty());
    VerificationReport checked = verify(refused, Optional.of(FOR_NOBODY));

    // then
    assertThat(events(refused, CommandRefused.class))
        .isNotEmpty()
        .allMatch(one -> one.getTurnedAway() && one.getReason().equals("no key"));
    assertThat(events(refused, CommandAccepted.class)).isEmpty();
    assertThat(believed.isComplete()).as("%s", believed.differences()).isTrue();
    assertThat(checked.isComplete()).as("%s", checked.differences()).isTrue();
    assertThat(checked.signatures().checked()).isPositive();
    assertThat(checked.signatures().unchecked()).isZero();
  }

  @Test
  void shouldFindWhatTheKeysSayOtherwise() {
    MemoryRecording signed = LiveDesk.of(Courses.promoted(), BY_CI).recording;
    MemoryRecording open = LiveDesk.of(Courses.promoted()).recording;
    MemoryRecording refused = LiveDesk.of(Courses.promoted(), FOR_NOBODY).recording;

    assertThat(first(signed, FOR_NOBODY))
        .contains("its command was signed by 'ci', but by the trusted keys it was not signed")
        .contains("turned away: no key");
    assertThat(first(open, FOR_NOBODY)).contains("turned away: no key");
    assertThat(first(refused, BY_CI)).contains("but by the trusted keys it was signed by 'ci'");
    assertThat(first(signed, CommandDoor.OPEN)).contains("not signed by a trusted key");
  }

  private static String first(MemoryRecording recording, CommandDoor door) {
    return verify(recording, Optional.of(door)).differences().get(0).what();
  }

  private static VerificationReport verify(MemoryRecording recording, Optional<CommandDoor> door) {
    return new Verification(
            recording,
            Checkpoint.start(recording.topics().prefix(), 1),
            Set.of(),
            Verification.Watcher.NOBODY,
            door)
        .run(1);
  }

  private static <T> List<T> events(MemoryRecording recording, Class<T> type) {
    return recording.log(recording.topics().journal()).stream()
        .map(record -> recording.values().deserialize(record.topic(), record.value()))
        .map(entry -> ((JournalEntry) entry).getEvent())
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }
}
