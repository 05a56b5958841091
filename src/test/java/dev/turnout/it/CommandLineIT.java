package dev.turnout.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.cli.Cli;
import dev.turnout.testing.KafkaBroker;
import dev.turnout.testing.TestBus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Commands on a real bus where no orchestrator runs. */
@ExtendWith(KafkaBroker.class)
class CommandLineIT {
  @TempDir Path folder;

  private TestBus bus;

  @BeforeEach
  void connect(TestBus bus) {
    this.bus = bus;
    bus.createTopics(3);
  }

  @Test
  void shouldCreateTopicsOnce() {
    // given
    String prefix = bus.topics().prefix() + "-new";

    // when
    Cli.Result first = run("topics create --replication-factor 1", "--topic-prefix", prefix);
    Cli.Result second = run("topics create --replication-factor 1", "--topic-prefix", prefix);
    Cli.Result described = run("topics describe", "--topic-prefix", prefix);

    // then
    assertThat(first.out()).contains(prefix + ".journal created").doesNotContain(" exists");
    assertThat(second.out()).contains(prefix + ".journal exists").doesNotContain(" created");
    assertThat(described.code()).as(described.out()).isZero();
    assertThat(described.out()).contains("The cluster's topics are as they must be.");
  }

  @Test
  void shouldSayWhichTopicsAreMissing() {
    // when
    Cli.Result described = run("topics describe", "--topic-prefix", "nobody");
    Cli.Result read = run("get rollouts", "--topic-prefix", "nobody");

    // then
    assertThat(described.code()).isEqualTo(1);
    assertThat(described.out()).contains("Topic 'nobody.commands', existence");
    assertThat(read.code()).isEqualTo(5);
    assertThat(read.err()).contains("has no topics 'nobody.*'", "turnout topics create");
  }

  @Test
  void shouldSayThatThereIsNoRollout() {
    // when
    Cli.Result all = run("get rollouts");
    Cli.Result one = run("get rollout fraud-v2");

    // then
    assertThat(all.code()).isZero();
    assertThat(all.out()).contains("No model is known yet");
    assertThat(one.code()).isEqualTo(2);
    assertThat(one.err()).contains("but got 'fraud-v2' (known are: none yet)");
  }

  @Test
  void shouldSayThatNoOrchestratorAnswered() {
    // when
    Cli.Result result =
        run(
            "rollout canary --model silence --version v2 --traffic 0.1 --duration 1h"
                + " --answer-timeout 1s --actor ci -o json");

    // then
    assertThat(result.code()).isEqualTo(3);
    assertThat(result.err()).contains("no orchestrator answered within 1s");
    assertThat(result.out()).contains("\"answer\" : \"none\"");
    assertThat(run("topics cat commands --model silence").out())
        .contains("\"key\":\"silence\"", "\"actor\":\"ci\"", "{\"StartRollout\":{\"spec\":")
        .contains("\"stages\":[{\"weight\":0.1,\"durationMs\":3600000}]");
  }

  @Test
  void shouldPublishWithoutWaitingForAnAnswer() {
    // when
    Cli.Result result = run("rollout abort --model quiet --no-answer --command-id id-1");

    // then
    assertThat(result.code()).isZero();
    assertThat(result.out()).contains("published command id-1");
  }

  @Test
  void shouldReportCounts() {
    // when
    Cli.Result result =
        run("report --model labels --version v2 --correct 912 --total 1000 --run-id nightly");

    // then
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(run("topics cat metrics --model labels").out())
        .contains("\"bootId\":\"nightly\",\"sequence\":1")
        .contains("{\"outcome\":\"accuracy\",\"total\":1000,\"bad\":88.0}");
  }

  @Test
  void shouldReportRowsOrNothing() throws IOException {
    // given
    Path good =
        Files.writeString(folder.resolve("a.csv"), "version,label,prediction\nv2,1,1\nv2,0,1\n");
    Path bad =
        Files.writeString(folder.resolve("b.csv"), "version,label,prediction\nv2,1,1\nv2,0\n");

    // when
    Cli.Result published = run("report --model rows --from " + good);
    Cli.Result refused = run("report --model norows --from " + bad);

    // then
    assertThat(published.out()).contains("published 1 report of 2 rows, 0 refused");
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err())
        .contains(
            "line 3: Expected 3 columns as in the header, but got 2", "nothing was published");
    assertThat(run("topics cat metrics --model rows --last 1").out())
        .contains("\"total\":2,\"bad\":1.0");
    assertThat(run("topics cat metrics --model norows").out()).isEmpty();
  }

  @Test
  void shouldStreamRowsAndLeaveOutUnreadableOnes() throws IOException {
    // given
    Path rows =
        Files.writeString(
            folder.resolve("rows.jsonl"),
            "{\"version\":\"v2\",\"score\":0.5}\n{\"version\":\"v2\",\"score\":2}\n");

    // when
    Cli.Result result = run("report --model stream --stream --from " + rows);

    // then
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.out()).contains("published 1 report of 1 row, 1 refused");
  }

  @Test
  void shouldSayThatTheRegistryIsAway() {
    // when
    Cli.Result result =
        Cli.run(
            ("report --model fraud --version v2 --correct 9 --total 10 -b "
                    + bus.bootstrapServers()
                    + " --registry http://127.0.0.1:1 --topic-prefix "
                    + bus.topics().prefix())
                .split(" "));

    // then
    assertThat(result.code()).isEqualTo(5);
    assertThat(result.err()).contains("schema registry");
  }

  private Cli.Result run(String command, String... more) {
    List<String> args = new ArrayList<>(List.of(command.split(" ")));
    args.addAll(List.of("-b", bus.bootstrapServers(), "--registry", bus.registryUrl()));
    if (more.length == 0) {
      args.addAll(List.of("--topic-prefix", bus.topics().prefix()));
    }
    args.addAll(List.of(more));
    return Cli.run(args.toArray(new String[0]));
  }
}
