package dev.turnout.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.turnout.cli.Cli;
import dev.turnout.orchestrator.stream.Orchestrator;
import dev.turnout.testing.Commands;
import dev.turnout.testing.FakeFleet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rollout on a real bus, explained afterwards. */
class ExplainIT extends OnTheBus {
  @TempDir Path folder;

  @Test
  void shouldTellWhyACandidateWasRolledBack() throws IOException {
    // given
    rollOut(new FakeFleet(bus, client, "fraud", "node-1", "node-2").failing("v2", 0.02));

    // when
    Cli.Result text = explain("fraud-v2", "--plot", folder.resolve("plot.svg").toString());
    JsonNode tree = new ObjectMapper().readTree(explain("fraud", "--series", "-o", "json").out());

    // then
    assertThat(text.code()).as(text.err()).isZero();
    assertThat(text.out())
        .contains("Rollout fraud-v2 of model fraud: v2 in place of v1.", "ended RolledBack")
        .contains("errors (blamed)  candidate", "StartRollout by it/pipeline accepted")
        .contains("caused by " + bus.topics().metrics());
    assertThat(text.err()).contains("judged again from the recorded inputs");
    assertThat(Files.readString(folder.resolve("plot.svg")))
        .contains("candidate v2", "stable v1", "errors: bad outcomes in percent");
    JsonNode series = tree.get("series");
    assertThat(series.get("source").textValue()).as("%s", series.get("note")).isEqualTo("inputs");
    assertThat(series.get("moments")).hasSizeGreaterThan(3);
    assertThat(lastEvidence(series.get("moments"))).isEqualTo(lastEvidence(tree.get("decisions")));
  }

  @Test
  void shouldSayThatNothingIsKnownOfARollout() {
    // when
    Cli.Result result = explain("fraud-v2");

    // then
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("but got 'fraud-v2' (known are: none yet)");
  }

  private void rollOut(FakeFleet fleet) {
    try (Orchestrator live = ready(config("live"))) {
      fleet.round();
      client.send(bus.topics().commands(), "fraud", Commands.canary("fraud", 0.2));
      playUntilEnded(fleet, "fraud");
    }
  }

  private static JsonNode lastEvidence(JsonNode moments) {
    JsonNode last = null;
    for (JsonNode moment : moments) {
      last = moment.has("evidence") ? moment.get("evidence") : last;
    }
    assertThat(last).isNotNull();
    return last;
  }

  private Cli.Result explain(String... args) {
    List<String> all = new ArrayList<>(List.of("explain"));
    all.addAll(List.of(args));
    all.addAll(List.of("-b", bus.bootstrapServers(), "--registry", bus.registryUrl()));
    all.addAll(List.of("--topic-prefix", bus.topics().prefix()));
    return Cli.run(all.toArray(new String[0]));
  }
}
