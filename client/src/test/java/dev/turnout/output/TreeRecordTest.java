package dev.turnout.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.turnout.events.JournalEntry;
import dev.turnout.events.MetricReport;
import dev.turnout.events.RolloutState;
import dev.turnout.schemas.RecordTypes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.RandomData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Any message that is written as JSON is read as the same message. */
class TreeRecordTest {
  private static final int SAMPLES = 300;

  @ParameterizedTest
  @ValueSource(classes = {RolloutState.class, JournalEntry.class, MetricReport.class})
  void shouldReadWhatWasWritten(Class<? extends SpecificRecord> type)
      throws JsonProcessingException {
    // given
    RecordTypes.trust();
    SpecificData data = SpecificData.get();

    for (Object one : new RandomData(data, data.getSchema(type), SAMPLES, 7L)) {
      Map<String, Object> tree = RecordTree.of((SpecificRecord) one);

      // when
      SpecificRecord read = TreeRecord.of(overJson(tree), type);

      // then
      assertThat(overJson(RecordTree.of(read))).isEqualTo(overJson(tree));
    }
  }

  @Test
  void shouldTakeWhatIsMissingForNothingAndPassOverWhatItDoesNotKnow() {
    // given
    RolloutState state = TreeRecord.of(Map.of("model", "fraud", "later", 1), RolloutState.class);

    // when
    Map<String, Object> tree = RecordTree.of(state, Set.of("snapshot", "consumed"));

    // then
    assertThat(tree).containsEntry("model", "fraud").containsEntry("weight", 0.0);
    assertThat(state.getConsumed().getMetrics()).isZero();
    assertThat(state.getSnapshot().remaining()).isZero();
    assertThat(state.getOutcome()).isNull();
    assertThat(state.getNodes()).isEmpty();
  }

  @Test
  void shouldSayWhatItDoesNotUnderstand() {
    // given
    Map<String, Object> step = Map.of("TeleportStep", Map.of());

    // then
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> TreeRecord.of(Map.of("steps", java.util.List.of(step)), RolloutState.class))
        .withMessageContaining("steps: Expected one of [")
        .withMessageContaining("TeleportStep");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TreeRecord.of(Map.of("weight", Map.of()), RolloutState.class))
        .withMessageContaining("weight: Expected a number");
  }

  private static Map<?, ?> overJson(Map<String, Object> tree) throws JsonProcessingException {
    return new ObjectMapper().readValue(Documents.jsonLine(tree), LinkedHashMap.class);
  }
}
