package dev.turnout.fuzz;

import dev.turnout.events.JournalEntry;
import dev.turnout.events.RolloutState;
import dev.turnout.events.RouteTable;
import dev.turnout.orchestrator.codec.JournalCodec;
import dev.turnout.orchestrator.codec.RouteCodec;
import dev.turnout.orchestrator.codec.SnapshotCodec;
import dev.turnout.orchestrator.desk.Ledger;
import dev.turnout.schemas.UndecodableRecordException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the orchestrator wrote itself and reads again, damaged on the way. */
@Timeout(300)
class StateFuzzTest {
  private static final int HEADER = 5;
  private static final long MOST_BYTES = 4L * 1024 * 1024;

  private final Mutator mutator = Mutator.ofBytes(Fuzz.SEED);

  @Test
  void shouldReadOrRefuseAnyJournalEntry() {
    fuzz(
        "journal",
        100_000,
        Seeds.all().journal,
        OneDesk.TOPICS.journal(),
        message -> JournalCodec.read((JournalEntry) message));
  }

  @Test
  void shouldReadOrRefuseAnyState() {
    fuzz(
        "state",
        5_000,
        Seeds.all().states,
        OneDesk.TOPICS.rollouts(),
        message -> Ledger.read((RolloutState) message));
  }

  @Test
  void shouldReadOrRefuseAnyTable() {
    fuzz(
        "table",
        80_000,
        Seeds.all().routes,
        OneDesk.TOPICS.routes(),
        message -> RouteCodec.read((RouteTable) message));
  }

  @Test
  void shouldReadOrRefuseAnySnapshot() {
    // given
    List<byte[]> snapshots =
        Seeds.all().states.stream().map(state -> bytes(state.getSnapshot())).toList();
    // when / then
    new Fuzz("snapshot", MOST_BYTES, input -> refusal(() -> read(input)))
        .run(15_000, () -> mutator.next(snapshots, 4));
  }

  private void fuzz(
      String name,
      int count,
      List<? extends SpecificRecord> seeds,
      String topic,
      Consumer<SpecificRecord> reader) {
    Messages messages = new Messages(mutator.random());
    byte[] header = Arrays.copyOf(OneDesk.encode(topic, seeds.get(0)), HEADER);
    List<byte[]> encoded = new ArrayList<>();
    seeds.forEach(seed -> encoded.add(OneDesk.encode(topic, seed)));
    new Fuzz(
            name,
            MOST_BYTES,
            input ->
                refusal(
                    () -> reader.accept(OneDesk.SERDE.deserializer().deserialize(topic, input))))
        .run(
            count,
            () ->
                mutator.random().nextBoolean()
                    ? mutator.next(encoded, HEADER)
                    : join(header, messages.odd(any(seeds))));
  }

  private SpecificRecord any(List<? extends SpecificRecord> seeds) {
    return seeds.get(mutator.random().nextInt(seeds.size()));
  }

  private static void read(byte[] snapshot) {
    var unused = SnapshotCodec.read(SnapshotCodec.VERSION, snapshot);
  }

  private static Optional<String> refusal(Runnable reading) {
    try {
      reading.run();
      return Optional.empty();
    } catch (UndecodableRecordException | IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private static byte[] join(byte[] header, byte[] body) {
    return ByteBuffer.allocate(header.length + body.length).put(header).put(body).array();
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
