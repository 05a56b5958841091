package dev.turnout.orchestrator.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.events.JournalEntry;
import dev.turnout.events.VerdictReached;
import dev.turnout.events.WeightSet;
import dev.turnout.orchestrator.codec.EntryHash;
import dev.turnout.orchestrator.rollout.Courses;
import dev.turnout.orchestrator.rollout.Input;
import dev.turnout.schemas.RecordTypes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerificationTest {

  @BeforeAll
  static void trust() {
    RecordTypes.trust();
  }

  static Stream<List<Input>> courses() {
    return Courses.all();
  }

  private static VerificationReport verify(MemoryRecording recording) {
    return new Verification(
            recording,
            Checkpoint.start(recording.topics().prefix(), 1),
            Set.of(),
            Verification.Watcher.NOBODY)
        .run(1);
  }

  private static ModelFindings fraud(VerificationReport report) {
    return report.models().stream().filter(m -> m.model().equals("fraud")).findFirst().get();
  }

  private static String first(MemoryRecording recording) {
    Difference first = verify(recording).differences().get(0);
    return first.place() + ": " + first.what();
  }

  @ParameterizedTest
  @MethodSource("courses")
  void shouldDeriveEveryEntryAgain(List<Input> inputs) {
    // given
    MemoryRecording recording = LiveDesk.of(inputs).recording;
    // when
    VerificationReport report = verify(recording);
    // then
    assertThat(report.differences()).isEmpty();
    assertThat(report.isComplete()).isTrue();
    assertThat(report.entries()).isEqualTo(recording.log("turnout.journal").size()).isPositive();
    assertThat(report.inputs()).isEqualTo(inputs.size());
    assertThat(report.undecided()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void shouldDeriveEveryEntryAgainWhateverTheOrderInWhichTheTopicsCame(long seed) {
    // given
    courses()
        .forEach(
            inputs -> {
              MemoryRecording recording = LiveDesk.shuffled(inputs, new Random(seed)).recording;
              // when
              VerificationReport report = verify(recording);
              // then
              assertThat(report.differences()).as("seed %d", seed).isEmpty();
              assertThat(report.isComplete()).isTrue();
            });
  }

  @Test
  void shouldFindAnAlteredEntryAndShowBothSides() {
    // given
    MemoryRecording recording = LiveDesk.of(Courses.promoted()).recording;
    replace(recording, entry -> entry.getEvent() instanceof WeightSet, this::otherWeight);
    // when
    VerificationReport report = verify(recording);
    // then
    Difference first = report.differences().get(0);
    assertThat(first.what()).startsWith("event.weight: recorded 0.777, derived ");
    assertThat(first.recorded()).get().asString().contains("0.777");
    assertThat(first.derived()).get().asString().doesNotContain("0.777");
    assertThat(fraud(report).differences()).isEqualTo(2);
  }

  @Test
  void shouldFindAnAlteredEntryByItsSealWhenTheInputsAreGone() {
    // given
    MemoryRecording recording = LiveDesk.of(Courses.promoted()).recording;
    replace(recording, entry -> entry.getEvent() instanceof WeightSet, this::otherWeight);
    List.of("commands", "agents", "metrics")
        .forEach(topic -> expire(recording, "turnout." + topic, 1.0));
    // when, then
    assertThat(first(recording)).contains("one of the two was altered");
  }

  @Test
  void shouldFindARemovedEntry() {
    // given
    MemoryRecording recording = LiveDesk.of(Courses.promoted()).recording;
    recording.log("turnout.journal").remove(12);
    // when, then
    assertThat(first(recording)).contains("entry 13 is missing here: it was removed or moved");
  }

  @Test
  void shouldFindEntriesThatWereMoved() {
    // given
    MemoryRecording recording = LiveDesk.of(Courses.promoted()).recording;
    List<ConsumerRecord<byte[], byte[]>> journal = recording.log("turnout.journal");
    Collections.swap(journal, 12, 13);
    // when, then
    assertThat(first(recording)).contains("entry 13 is missing here: it was removed or moved");
  }

  @Test
  void shouldFindThatTheEndWasRemoved() {
    // given
    MemoryRecording recording = LiveDesk.of(Courses.promoted()).recording;
    List<ConsumerRecord<byte[], byte[]>> journal = recording.log("turnout.journal");
    journal.subList(journal.size() - 3, journal.size()).clear();
    // when, then
    assertThat(verify(recording).differences())
        .singleElement()
        .satisfies(
            d ->
                assertThat(d.what())
                    .containsAnyOf(
                        "its end was removed",
                        "another entry follows from the same input, but is not there"));
  }

  @Test
  void shouldFindADecisionThatWasWithheldAlthoughTheSealsWereForged() {
    // given
    MemoryRecording recording = LiveDesk.of(courses().toList().get(1)).recording;
    removeAndSealAgain(recording, entry -> entry.getEvent() instanceof VerdictReached);
    recording.log("turnout.rollouts").clear();
    // when, then
    assertThat(verify(recording).differences())
        .singleElement()
        .satisfies(
            d ->
                assertThat(d.what())
                    .containsAnyOf("but the journal does not have it", "recorded", "follow"));
  }

  @Test
  void shouldFindAnEntryThatNothingCaused() {
    // given
    MemoryRecording recording = LiveDesk.of(Courses.promoted()).recording;
    List<ConsumerRecord<byte[], byte[]>> inputs = recording.log("turnout.commands");
    inputs.remove(0);
    inputs.add(0, MemoryRecording.record("turnout.commands", 0, 0, "other", new byte[0]));
    // when, then
    assertThat(first(recording)).contains("the entry does not follow from the inputs");
  }

  @Test
  void shouldCallExpiredEvidenceByItsNameAndCheckWhatTheEntriesSay() {
    // given
    MemoryRecording recording = LiveDesk.of(Courses.promoted()).recording;
    expire(recording, "turnout.metrics", 0.5);
    // when
    VerificationReport report = verify(recording);
    // then
    assertThat(report.differences()).isEmpty();
    assertThat(report.isComplete()).isFalse();
    assertThat(report.expired())
        .singleElement()
        .hasToString("evidence expired from offset 0 to 149 of turnout.metrics-0");
    assertThat(fraud(report).onEvidence()).isPositive();
    assertThat(fraud(report).derived()).isPositive();
  }

  @Test
  void shouldFindAVerdictThatItsOwnEvidenceContradicts() {
    // given
    MemoryRecording recording = LiveDesk.of(Courses.promoted()).recording;
    replaceAndSealAgain(
        recording,
        entry ->
            entry.getEvent() instanceof VerdictReached verdict
                && verdict.getVerdict() == dev.turnout.events.VerdictKind.PROMOTE,
        entry -> {
          var evidence = ((VerdictReached) entry.getEvent()).getEvidence();
          evidence.setCandidateRequests(1L);
        });
    expire(recording, "turnout.metrics", 1.0);
    recording.log("turnout.rollouts").clear();
    // when, then
    assertThat(first(recording))
        .contains("its own evidence contradicts it: a promotion lacks 1 of");
  }

  @Test
  void shouldGoOnFromACheckpointWhenTheInputsBeforeHaveExpired(@TempDir Path folder)
      throws Exception {
    // given
    List<Input> inputs = Courses.promoted();
    var live = new LiveDesk();
    List<ConsumerRecord<byte[], byte[]>> records = live.append(inputs);
    int half = records.size() / 2;
    records.subList(0, half).forEach(live::take);
    Path file = folder.resolve("checkpoint");
    Verification before =
        new Verification(
            live.recording, Checkpoint.start("turnout", 1), Set.of(), Verification.Watcher.NOBODY);
    before.run(1);
    before.reached().write(file);
    records.subList(half, records.size()).forEach(live::take);
    expire(live.recording, "turnout.metrics", 0.3);
    // when
    Verification after =
        new Verification(
            live.recording, Checkpoint.read(file), Set.of(), Verification.Watcher.NOBODY);
    VerificationReport report = after.run(2);
    // then
    assertThat(report.differences()).isEmpty();
    assertThat(report.isComplete()).isTrue();
    assertThat(report.expired()).isEmpty();
    assertThat(report.entries())
        .isPositive()
        .isLessThan(live.recording.log("turnout.journal").size());
  }

  @Test
  void shouldSayThatItDoesNotKnowTheRules() {
    // given
    MemoryRecording recording = LiveDesk.of(Courses.promoted()).recording;
    replaceAndSealAgain(
        recording, entry -> entry.getSequence() > 20, entry -> entry.setRulesVersion(99));
    recording.log("turnout.rollouts").clear();
    // when
    VerificationReport report = verify(recording);
    // then
    assertThat(report.differences()).isEmpty();
    assertThat(report.isComplete()).isFalse();
    assertThat(fraud(report).derived()).isEqualTo(20);
    assertThat(fraud(report).unverifiable())
        .singleElement()
        .asString()
        .contains("version 99 of the decision rules, of which this program knows 1 to 1");
  }

  @Test
  void shouldSayWhatIsNotDecidedYet() {
    // given
    List<Input> inputs = Courses.promoted();
    var live = new LiveDesk();
    List<ConsumerRecord<byte[], byte[]>> records = live.append(inputs);
    int start =
        (int) records.stream().takeWhile(r -> !r.topic().equals("turnout.commands")).count();
    records.subList(0, start).forEach(live::take);
    // when
    VerificationReport report = verify(live.recording);
    // then
    assertThat(report.differences()).isEmpty();
    assertThat(report.undecided()).singleElement().asString().contains("CommandAccepted follows");
  }

  @Test
  void shouldNotTrustBytesThatAreNoEntry() {
    // given
    MemoryRecording recording = LiveDesk.of(Courses.promoted()).recording;
    List<ConsumerRecord<byte[], byte[]>> journal = recording.log("turnout.journal");
    byte[] broken = journal.get(5).value().clone();
    broken[9] = (byte) 0xff;
    broken[10] = (byte) 0xff;
    journal.set(5, MemoryRecording.record("turnout.journal", 5, 0, "fraud", broken));
    // when, then
    assertThat(verify(recording).isClean()).isFalse();
  }

  private void otherWeight(JournalEntry entry) {
    ((WeightSet) entry.getEvent()).setWeight(0.777);
  }

  private static void expire(MemoryRecording recording, String topic, double share) {
    List<ConsumerRecord<byte[], byte[]>> log = recording.log(topic);
    int count = (int) (log.size() * share);
    if (count == log.size()) {
      long end = log.get(log.size() - 1).offset() + 1;
      log.clear();
      log.add(MemoryRecording.record(topic, end, Long.MAX_VALUE / 2, "x", new byte[0]));
    } else {
      log.subList(0, count).clear();
    }
  }

  private static void replace(
      MemoryRecording recording, Predicate<JournalEntry> which, Consumer<JournalEntry> change) {
    change(recording, which, change, false, false);
  }

  private static void replaceAndSealAgain(
      MemoryRecording recording, Predicate<JournalEntry> which, Consumer<JournalEntry> change) {
    change(recording, which, change, true, false);
  }

  private static void removeAndSealAgain(MemoryRecording recording, Predicate<JournalEntry> which) {
    change(recording, which, entry -> {}, true, true);
  }

  /** Changes the first entry that is meant, or all when the seals are forged, too. */
  private static void change(
      MemoryRecording recording,
      Predicate<JournalEntry> which,
      Consumer<JournalEntry> change,
      boolean sealAgain,
      boolean remove) {
    List<ConsumerRecord<byte[], byte[]>> journal = recording.log("turnout.journal");
    List<ConsumerRecord<byte[], byte[]>> changed = new ArrayList<>();
    String head = "";
    long sequence = 0;
    boolean done = false;
    for (ConsumerRecord<byte[], byte[]> record : journal) {
      JournalEntry entry =
          (JournalEntry) recording.values().deserialize(record.topic(), record.value());
      boolean meant = which.test(entry) && !(done && (remove || !sealAgain));
      done |= meant;
      if (meant && remove) {
        continue;
      }
      if (meant) {
        change.accept(entry);
      }
      if (sealAgain) {
        sequence++;
        entry.setSequence(sequence);
        entry.setPreviousHash(head);
        head = EntryHash.of(entry).hex();
      }
      changed.add(
          MemoryRecording.record(
              record.topic(),
              record.offset(),
              record.timestamp(),
              new String(record.key(), UTF_8),
              recording.encode(entry)));
    }
    journal.clear();
    journal.addAll(changed);
    assertThat(done).isTrue();
  }
}
