package dev.turnout.fuzz;

import dev.turnout.orchestrator.desk.InputTopic;
import dev.turnout.orchestrator.desk.Received;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Records of the three topics that the orchestrator reads, up to what it decides. */
@Timeout(300)
class InputFuzzTest {
  private static final int HEADER = 5;
  private static final int LONGEST_COURSE = 200;
  private static final long MOST_BYTES = 32L * 1024 * 1024;

  private OneDesk desk = OneDesk.empty();
  private int course;

  @ParameterizedTest
  @EnumSource
  void shouldTakeOrBuryAnyBytes(InputTopic topic) {
    // given
    List<byte[]> seeds = Seeds.all().inputs(topic);
    Mutator mutator = Mutator.ofBytes(Fuzz.SEED + topic.ordinal());
    // when / then
    new Fuzz("bytes-" + topic, MOST_BYTES, input -> take(topic, input, mutator))
        .run(50_000, () -> mutator.next(seeds, HEADER));
  }

  @ParameterizedTest
  @EnumSource
  void shouldDecideWhateverMessagesSay(InputTopic topic) {
    // given
    List<? extends SpecificRecord> seeds = Seeds.all().messages(topic);
    Mutator mutator = Mutator.ofBytes(Fuzz.SEED + topic.ordinal());
    Messages messages = new Messages(mutator.random());
    byte[] header = Arrays.copyOf(Seeds.all().inputs(topic).get(0), HEADER);
    // when / then
    new Fuzz("odd-" + topic, MOST_BYTES, input -> take(topic, input, mutator))
        .run(
            12_000,
            () -> {
              byte[] body = messages.odd(seeds.get(mutator.random().nextInt(seeds.size())));
              return ByteBuffer.allocate(HEADER + body.length).put(header).put(body).array();
            });
  }

  /** Goes on with what the inputs before left, and now and then from another point of a rollout. */
  private Optional<String> take(InputTopic topic, byte[] input, Mutator mutator) {
    if (course-- == 0) {
      course = LONGEST_COURSE;
      var states = Seeds.all().states;
      desk = OneDesk.restored(states.get(mutator.random().nextInt(states.size())));
    }
    desk.pass(Duration.ofMillis(1L << mutator.random().nextInt(20)));
    Received received = desk.receive(topic, Seeds.MODEL, input);
    var unused = desk.take(received);
    return received.poison();
  }
}
