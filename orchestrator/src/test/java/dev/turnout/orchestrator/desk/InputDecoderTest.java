package dev.turnout.orchestrator.desk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnout.events.AbortRollout;
import dev.turnout.events.AgentReport;
import dev.turnout.events.HistogramBin;
import dev.turnout.events.LatencyHistogram;
import dev.turnout.events.MetricReport;
import dev.turnout.events.RolloutCommand;
import dev.turnout.events.ScoreCounter;
import dev.turnout.events.VersionMetrics;
import dev.turnout.events.VersionState;
import dev.turnout.events.VersionStatus;
import dev.turnout.orchestrator.rollout.AgentReported;
import dev.turnout.orchestrator.rollout.CommandReceived;
import dev.turnout.orchestrator.rollout.InvalidCommandReceived;
import dev.turnout.orchestrator.rollout.MetricsReported;
import dev.turnout.schemas.RecordTypes;
import dev.turnout.schemas.RegistryException;
import dev.turnout.schemas.Topics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InputDecoderTest {

  /** Of so many, the second is fraud's: where the records of these tests lie. */
  private static final int PARTITIONS = 3;

  private static final Topics TOPICS = Topics.standard();
  private static final int ANY_LENGTH = 10;

  @BeforeAll
  static void trust() {
    RecordTypes.trust();
  }

  @Test
  void shouldTakeAMessageOfEachTopic() {
    // given
    RolloutCommand command = command("c-1");
    // when
    Received ofCommands = decode("turnout.commands", "fraud", command);
    Received ofAgents = decode("turnout.agents", "fraud", agentReport(List.of()));
    Received ofMetrics = decode("turnout.metrics", "fraud", metricReport(versions(1)));
    // then
    assertThat(ofCommands.input()).get().isInstanceOf(CommandReceived.class);
    assertThat(ofAgents.input()).get().isInstanceOf(AgentReported.class);
    assertThat(ofMetrics.input()).get().isInstanceOf(MetricsReported.class);
    assertThat(ofCommands.at()).isEqualTo(Inputs.at(0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"turnout.commands", "turnout.agents", "turnout.metrics"})
  void shouldBuryAMessageOfAnotherTopic(String topic) {
    // given
    SpecificRecord message = topic.endsWith("metrics") ? command("c-1") : metricReport(List.of());
    // when
    Received received = decode(topic, "fraud", message);
    // then
    assertThat(poison(received))
        .matches("Expected a \\w+, but got a (MetricReport|RolloutCommand)");
    assertThat(received.deadLetter()).isPresent();
  }

  @Test
  void shouldBuryWhatHasNoValueOrTooLargeAOne() {
    // given
    byte[] huge = new byte[InputDecoder.LONGEST_VALUE + 1];
    // when
    Received none = decoder(command("c-1")).decode(record("turnout.commands", "fraud", null));
    Received large = decoder(command("c-1")).decode(record("turnout.commands", "fraud", huge));
    // then
    assertThat(poison(none)).isEqualTo("Expected a value, but got none");
    assertThat(poison(large)).isEqualTo("Expected at most 1048576 bytes, but got 1048577");
  }

  @Test
  void shouldBuryWhatLiesUnderAnotherKey() {
    assertThat(poison(decode("turnout.commands", "spam", command("c-1"))))
        .isEqualTo("Expected the model 'fraud' as key, but got 'spam'");
    assertThat(
            poison(decoder(command("c-1")).decode(record("turnout.commands", null, new byte[1]))))
        .isEqualTo("Expected the model 'fraud' as key, but got ''");
    assertThat(poison(decode("turnout.commands", "x".repeat(100_000), command("c-1"))))
        .hasSizeLessThan(200);
  }

  @Test
  void shouldBuryWhatNamesNoModel() {
    // given
    RolloutCommand command = command("c-1");
    command.setModel("../etc" + "/passwd".repeat(1000));
    // when
    Received received = decode("turnout.commands", command.getModel(), command);
    // then
    assertThat(poison(received))
        .startsWith("Expected a model name such as 'fraud', but got '../etc")
        .hasSizeLessThan(200);
  }

  @Test
  void shouldBuryWhatTheDeserializerRefuses() {
    // given
    InputDecoder decoder = failing(new SerializationException("Expected byte 0"));
    // when
    Received received = decoder.decode(record("turnout.metrics", "fraud", new byte[1]));
    // then
    assertThat(poison(received)).isEqualTo("Expected byte 0");
  }

  @Test
  void shouldNotBuryWhatItCannotReadWhileTheRegistryIsAway() {
    // given another maker's deserializer, which wraps the trouble of its connection
    InputDecoder wrapped =
        failing(new SerializationException("Error", new RuntimeException(new IOException("away"))));
    InputDecoder own = failing(RegistryException.noAnswer(new IOException("away")));
    // when / then
    for (InputDecoder decoder : List.of(wrapped, own)) {
      assertThatThrownBy(() -> decoder.decode(record("turnout.metrics", "fraud", new byte[1])))
          .isInstanceOf(RegistryException.class)
          .hasMessageContaining("No answer from the schema registry");
    }
  }

  @Test
  void shouldAnswerAnInvalidCommand() {
    // given
    RolloutCommand command = command("c-1");
    command.setRollout("NO NAME " + "x".repeat(900_000));
    // when
    Received received = decode("turnout.commands", "fraud", command);
    // then
    InvalidCommandReceived invalid = (InvalidCommandReceived) received.input().orElseThrow();
    assertThat(invalid.header().id().value()).isEqualTo("c-1");
    assertThat(invalid.command()).isEqualTo("AbortRollout");
    assertThat(invalid.reason()).startsWith("Expected a rollout name").hasSizeLessThan(400);
  }

  @Test
  void shouldAnswerACommandThatIsTooLargeForWhatFollowsFromIt() {
    // given
    byte[] large = new byte[InputDecoder.LONGEST_COMMAND + 1];
    // when
    Received received = decoder(command("c-1")).decode(record("turnout.commands", "fraud", large));
    // then
    InvalidCommandReceived invalid = (InvalidCommandReceived) received.input().orElseThrow();
    assertThat(invalid.reason())
        .isEqualTo("Expected a command of at most 131072 bytes, but got 131073");
  }

  @Test
  void shouldBuryACommandThatNobodyCouldBeAnsweredOf() {
    // given
    RolloutCommand command = command(" ");
    // when
    Received received = decode("turnout.commands", "fraud", command);
    // then
    assertThat(poison(received)).startsWith("Expected the id of a command of 1 to 253 characters");
  }

  @Test
  void shouldBuryReportsThatSayImpossibleThings() {
    assertThat(poison(metrics(version(10, 11, List.of(), List.of()))))
        .contains("Expected errors in [0, 10 requests], but got 11");
    assertThat(poison(metrics(version(-1, -1, List.of(), List.of())))).contains("but got -1");
    assertThat(poison(metrics(score("accuracy", 10, Double.NaN)))).contains("NaN");
    assertThat(poison(metrics(score("accuracy", -5, 0)))).contains("but got -5");
    assertThat(poison(metrics(score("", 10, 1)))).contains("the name of a score");
    assertThat(poison(metrics(score("x".repeat(300), 10, 1)))).contains("the name of a score");
    assertThat(poison(metrics(bins(1_000_000, 1)))).contains("Expected bins in [");
    assertThat(poison(metrics(bins(5, -1)))).contains("but got -1");
  }

  @Test
  void shouldBuryReportsWithMoreThanANodeCanHave() {
    // given a histogram with a million bins, and a hundred thousand versions
    List<HistogramBin> million = new ArrayList<>();
    for (int i = 0; i < 1_000_000; i++) {
      million.add(new HistogramBin(i % 500, 1L));
    }
    // when
    Received manyBins = metrics(version(1, 0, million, List.of()));
    Received manyVersions = decode("turnout.metrics", "fraud", metricReport(versions(100_000)));
    // then
    assertThat(poison(manyBins)).contains("once in a report, but got");
    assertThat(poison(manyVersions))
        .isEqualTo("Expected at most 100 versions in a report, but got 100000");
  }

  @Test
  void shouldKeepTheBeginningOfALongStory() {
    // given
    var failed = new VersionStatus("v2", VersionState.FAILED, "line\n".repeat(100_000));
    // when
    Received received = decode("turnout.agents", "fraud", agentReport(List.of(failed)));
    // then
    AgentReported reported = (AgentReported) received.input().orElseThrow();
    assertThat(reported.report().versions().values())
        .singleElement()
        .satisfies(status -> assertThat(status.reason().orElseThrow()).hasSize(1001));
  }

  @Test
  void shouldBuryWhatLiesWhereTheModelsOwnerDoesNotRead() {
    // given
    var decoder =
        new InputDecoder(
            TOPICS,
            2,
            (topic, bytes) ->
                new RolloutCommand("c-1", "fraud", null, "jane", null, new AbortRollout()));
    // when
    Received received = decoder.decode(record("turnout.commands", "fraud", new byte[ANY_LENGTH]));
    // then
    assertThat(poison(received))
        .startsWith(
            "Expected the key 'fraud' in partition 0, where Kafka's own clients put it, but got it in partition 1");
  }

  private static Received metrics(VersionMetrics version) {
    return decode("turnout.metrics", "fraud", metricReport(List.of(version)));
  }

  private static Received decode(String topic, String key, SpecificRecord message) {
    return decoder(message).decode(record(topic, key, new byte[ANY_LENGTH]));
  }

  private static InputDecoder decoder(SpecificRecord message) {
    return new InputDecoder(TOPICS, PARTITIONS, (topic, bytes) -> message);
  }

  private static InputDecoder failing(RuntimeException failure) {
    return new InputDecoder(
        TOPICS,
        PARTITIONS,
        (topic, bytes) -> {
          throw failure;
        });
  }

  private static org.apache.kafka.clients.consumer.ConsumerRecord<byte[], byte[]> record(
      String topic, String key, byte[] value) {
    return Inputs.record(topic, 3, Inputs.at(0), key == null ? null : key.getBytes(UTF_8), value);
  }

  private static String poison(Received received) {
    return received.poison().orElseThrow();
  }

  private static RolloutCommand command(String id) {
    return new RolloutCommand(id, "fraud", null, "jane", null, new AbortRollout());
  }

  private static AgentReport agentReport(List<VersionStatus> versions) {
    return new AgentReport(
        "fraud", "node-1", "boot", 1L, 0L, 0L, false, null, versions, List.of(), Map.of());
  }

  private static MetricReport metricReport(List<VersionMetrics> versions) {
    return new MetricReport("fraud", "node-1", "boot", 1L, 0L, versions);
  }

  private static List<VersionMetrics> versions(int count) {
    List<VersionMetrics> versions = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      versions.add(new VersionMetrics("v" + i, 1L, 0L, null, List.of(), List.of()));
    }
    return versions;
  }

  private static VersionMetrics version(
      long requests, long errors, List<HistogramBin> bins, List<ScoreCounter> scores) {
    return new VersionMetrics(
        "v1", requests, errors, new LatencyHistogram(0L, bins), scores, List.of());
  }

  private static VersionMetrics score(String name, long total, double bad) {
    return version(0, 0, List.of(), List.of(new ScoreCounter(name, total, bad)));
  }

  private static VersionMetrics bins(int index, long count) {
    return version(1, 0, List.of(new HistogramBin(index, count)), List.of());
  }
}
