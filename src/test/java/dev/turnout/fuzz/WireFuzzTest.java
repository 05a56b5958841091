package dev.turnout.fuzz;

import dev.turnout.orchestrator.desk.InputTopic;
import dev.turnout.schemas.UndecodableRecordException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Bytes that a stranger wrote to a topic. */
@Timeout(300)
class WireFuzzTest {
  private static final int HEADER = 5;
  private static final long MOST_BYTES = 256 * 1024;

  @Test
  void shouldTakeOrRefuseAnyBytes() {
    // given
    Seeds seeds = Seeds.all();
    List<byte[]> all = new ArrayList<>();
    for (InputTopic topic : InputTopic.values()) {
      all.addAll(seeds.inputs(topic));
    }
    seeds.journal.stream()
        .limit(100)
        .forEach(one -> all.add(OneDesk.encode(OneDesk.TOPICS.journal(), one)));
    seeds.routes.forEach(one -> all.add(OneDesk.encode(OneDesk.TOPICS.routes(), one)));
    seeds.states.stream()
        .limit(5)
        .forEach(one -> all.add(OneDesk.encode(OneDesk.TOPICS.rollouts(), one)));
    Mutator mutator = Mutator.ofBytes(Fuzz.SEED);
    // when / then
    new Fuzz("wire", MOST_BYTES, WireFuzzTest::decode)
        .run(500_000, () -> mutator.next(all, mutator.random().nextInt(200) == 0 ? 0 : HEADER));
  }

  private static Optional<String> decode(byte[] input) {
    try {
      SpecificRecord unused = OneDesk.SERDE.deserializer().deserialize("any", input);
      return Optional.empty();
    } catch (UndecodableRecordException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }
}
