package dev.turnout.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.turnout.cli.Cli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A few bad reports: each is decided, and every agent acknowledges what was decided. */
class DecisionBenchIT {
  @TempDir private Path directory;

  @Test
  void shouldDecideOnEveryBadReportAndHearOfEveryAgent() throws IOException {
    // given
    Path json = directory.resolve("decision.json");

    // when
    Cli.Result result = Cli.run("bench", "decision", "--quick", "--json", json.toString());

    // then
    assertThat(result.err()).isEmpty();
    assertThat(result.code()).isZero();
    assertThat(result.out()).contains("5 decisions", "acknowledged by 2 agents");
    JsonNode root = new ObjectMapper().readTree(Files.readString(json));
    assertThat(root.get("goals")).hasSize(3);
    root.get("goals").forEach(goal -> assertThat(goal.get("median").asDouble()).isPositive());
    assertThat(root.get("sections")).hasSize(2);
  }
}
