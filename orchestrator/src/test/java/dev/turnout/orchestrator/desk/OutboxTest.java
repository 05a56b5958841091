package dev.turnout.orchestrator.desk;

import static dev.turnout.orchestrator.desk.Inputs.at;
import static dev.turnout.orchestrator.desk.Inputs.heartbeat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.schemas.RecordTypes;
import dev.turnout.schemas.Topics;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many states of models of which nothing was decided are written at a time. */
class OutboxTest {
  private static final Topics TOPICS = Topics.standard();

  private final Outbox outbox = new Outbox(TOPICS);
  private final PartitionDesk desk = new PartitionDesk(1, TOPICS, DeskMeter.NONE, Heritage.none());

  @BeforeAll
  static void trust() {
    RecordTypes.trust();
  }

  @ParameterizedTest
  @CsvSource({"20,20", "1000,32", "8000,50", "20000,96"})
  void shouldWriteMoreStatesAtATimeTheMoreWait(int waiting, int written) {
    note(waiting);

    assertThat(states(outbox.drain())).hasSize(written);
  }

  @Test
  void shouldWriteEachStateOnceBeforeAnyOfThemAgain() {
    // given
    note(8000);
    Set<String> written = new HashSet<>();

    // when
    int turns = 0;
    while (!outbox.isEmpty()) {
      List<String> turn = states(outbox.drain());
      assertThat(turn).hasSizeLessThanOrEqualTo(50).noneMatch(written::contains);
      written.addAll(turn);
      turns++;
    }

    // then
    assertThat(written).hasSize(8000);
    assertThat(turns).isBetween(160, 250);
  }

  /** So many models are known, and said something since that is not written yet. */
  private void note(int models) {
    for (int i = 1; i <= models; i++) {
      desk.take(heartbeat("model-" + i, "node-1", i, at(0)), false, outbox);
    }
    outbox.clear();
    for (int i = 1; i <= models; i++) {
      desk.take(heartbeat("model-" + i, "node-1", models + i, at(1)), false, outbox);
    }
  }

  private static List<String> states(List<Outgoing> records) {
    return records.stream()
        .filter(record -> record.topic().equals(TOPICS.rollouts()))
        .map(record -> new String(record.key(), UTF_8))
        .toList();
  }
}
