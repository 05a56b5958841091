package dev.turnout.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.cli.Cli;
import dev.turnout.events.RolloutCommand;
import dev.turnout.orchestrator.stream.Orchestrator;
import dev.turnout.testing.Commands;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Records that cannot be used: found, shown, and written once more when the cause is mended. */
class DeadLettersIT extends OnTheBus {
  private static final byte[] KEY = "toxic".getBytes(UTF_8);

  @Test
  void shouldListShowAndReplayUntilTheRecordCounts() {
    // given a command whose schema nobody has registered yet
    byte[] early = client.encode(bus.topics().commands(), Commands.abort("toxic"));
    byte[] unknown = early.clone();
    unknown[1] = 0x7f;
    try (Orchestrator orchestrator = ready(config("poison"))) {
      client.sendBytes(bus.topics().commands(), KEY, unknown);
      client.sendBytes(bus.topics().commands(), "wrong".getBytes(UTF_8), early);
      awaitLetters(2);
      // when
      String letter = letterOf(KEY);
      String json = run("dlq list --topic commands --model toxic -o json").out();
      Cli.Result listed = run("dlq list");
      Cli.Result shown = run("dlq show " + letter);
      Cli.Result dry = run("dlq replay --all --dry-run");
      Cli.Result unsure = run("dlq replay --all --model toxic");
      Cli.Result replayed = run("dlq replay " + letter + " --actor ada");
      awaitLetters(4);
      Cli.Result again = run("dlq replay " + letter);
      Cli.Result after = run("dlq list --model toxic");
      // then
      assertThat(json).contains("\"letter\" : \"" + letter + "\"", "\"replays\" : [ ]");
      assertThat(listed.out()).contains("no schema with id", "Expected the model 'toxic' as key");
      assertThat(shown.out())
          .contains("key       toxic", "no schema with id", "000000  00 7f")
          .contains("header    turnout.offset = ");
      assertThat(dry.out()).contains("would replay 2 letters");
      assertThat(unsure.code()).isEqualTo(2);
      assertThat(unsure.err()).contains("Expected --yes to replay 1 letters");
      assertThat(replayed.code()).as(replayed.err()).isZero();
      assertThat(replayed.out()).contains("replayed " + letter + " to " + bus.topics().commands());
      assertThat(again.code()).isEqualTo(2);
      assertThat(again.err()).contains("was replayed at", "--again");
      assertThat(after.out()).contains("was " + letter);
      assertThat(after.out().lines().filter(line -> line.startsWith(letter)))
          .singleElement()
          .asString()
          .containsPattern("Z  .*Z  ");
      assertThat(orchestrator.unready()).isEmpty();
    }
  }

  @Test
  void shouldReplayTheBytesUnderTheirKey() {
    // given a letter whose record is well by now
    byte[] good = client.encode(bus.topics().commands(), Commands.canary("mended", 0.5));
    bury("mended".getBytes(UTF_8), good, bus.topics().commands());
    String letter = letterOf("mended".getBytes(UTF_8));
    // when
    Cli.Result shown = run("dlq show " + letter);
    Cli.Result replayed = run("dlq replay --all --model mended --yes");
    // then
    assertThat(shown.out()).contains("\"StartRollout\" : {");
    assertThat(replayed.out()).contains("replayed 1 letter");
    assertThat(client.readRaw(bus.topics().commands()))
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.value()).isEqualTo(good);
              assertThat(record.key()).isEqualTo("mended".getBytes(UTF_8));
              assertThat(
                      new String(
                          record.headers().lastHeader("turnout.replayed-from").value(), UTF_8))
                  .isEqualTo(bus.topics().deadLetters() + "-" + letter);
            });
    assertThat(run("dlq replay --all --yes").out()).contains("replayed 0 letters");
  }

  @Test
  void shouldRefuseToReplayWhatIsNotAnInput() {
    // given
    bury("fraud".getBytes(UTF_8), new byte[] {1}, bus.topics().routes());
    bury("fraud".getBytes(UTF_8), new byte[] {1}, "payments");
    // when
    Cli.Result one = run("dlq replay " + letterOf("fraud".getBytes(UTF_8)));
    Cli.Result all = run("dlq replay --all --yes");
    Cli.Result none = run("dlq show 0@4711");
    // then
    assertThat(one.code()).isEqualTo(2);
    assertThat(one.err()).contains("Expected a letter from one of the topics");
    assertThat(all.out()).contains("replayed 0 letters, skipped 2");
    assertThat(none.err()).contains("there is none ('turnout dlq list' shows them)");
  }

  @Test
  void shouldGoOnAfterARecordThatIsLargerThanAnyMessageMayBe() throws Exception {
    // given 100 MB that travel as a few kilobytes, and a command with a name of 900 KB
    byte[] bomb = new byte[100 * 1024 * 1024];
    byte[] good = client.encode(bus.topics().commands(), Commands.abort("toxic"));
    System.arraycopy(good, 0, bomb, 0, good.length);
    RolloutCommand longName = Commands.abort("toxic");
    longName.setRollout("x".repeat(900_000));
    RolloutCommand longId = Commands.abort("toxic");
    longId.setCommandId("y".repeat(900_000));
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers",
            bus.bootstrapServers(),
            "compression.type",
            "zstd",
            "max.request.size",
            200 * 1024 * 1024,
            "buffer.memory",
            300L * 1024 * 1024);
    try (Orchestrator orchestrator = ready(config("bomb"));
        var producer =
            new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(bus.topics().commands(), KEY, bomb)).get();
      client.send(bus.topics().commands(), "toxic", longName);
      client.send(bus.topics().commands(), "toxic", longId);
      // when
      client.send(bus.topics().commands(), "toxic", Commands.abort("toxic"));
      Awaitility.await().atMost(Duration.ofSeconds(120)).until(() -> journal("toxic").size() >= 2);
      // then
      Cli.Result listed = run("dlq list");
      assertThat(listed.out()).contains("104857600", "Expected at most 1048576 bytes");
      assertThat(run("dlq replay 0@0").err() + run("dlq replay 1@0").err())
          .contains("only the beginning was kept");
      assertThat(orchestrator.unready()).isEmpty();
    }
  }

  private void bury(byte[] key, byte[] value, String topic) {
    client.bury(new ConsumerRecord<>(topic, 0, 3, key, value), "a reason");
  }

  private void awaitLetters(int count) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(90))
        .until(() -> client.readRaw(bus.topics().deadLetters()).size() >= count);
  }

  private String letterOf(byte[] key) {
    return client.readRaw(bus.topics().deadLetters()).stream()
        .filter(record -> Arrays.equals(record.key(), key))
        .map(record -> record.partition() + "@" + record.offset())
        .findFirst()
        .orElseThrow();
  }

  private Cli.Result run(String command) {
    List<String> args = new ArrayList<>(List.of(command.split(" ")));
    args.addAll(List.of("-b", bus.bootstrapServers(), "--registry", bus.registryUrl()));
    args.addAll(List.of("--topic-prefix", bus.topics().prefix()));
    return Cli.run(args.toArray(new String[0]));
  }
}
