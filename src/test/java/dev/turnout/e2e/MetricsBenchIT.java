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

/** Few reports through real orchestrators: nothing is lost, and every rollout is judged on. */
class MetricsBenchIT {
  @TempDir private Path directory;

  @Test
  void shouldTakeEveryReportAndJudgeOn() throws IOException {
    // given
    Path json = directory.resolve("metrics.json");

    // when
    Cli.Result result = Cli.run("bench", "metrics", "--quick", "--json", json.toString());

    // then
    assertThat(result.err()).isEmpty();
    assertThat(result.code()).isZero();
    assertThat(result.out()).contains("two threads", "20 idle rollouts beside");
    JsonNode root = new ObjectMapper().readTree(Files.readString(json));
    assertThat(root.get("goals")).hasSize(3);
    root.get("goals").forEach(goal -> assertThat(goal.get("median").asDouble()).isPositive());
    assertThat(root.get("sections").get(0).get("rows")).hasSize(6);
  }
}
