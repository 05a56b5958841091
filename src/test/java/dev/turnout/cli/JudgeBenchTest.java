package dev.turnout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JudgeBenchTest {

  @Test
  void shouldMeetEveryTargetAsFarAsAQuickLookTells(@TempDir Path folder) throws IOException {
    // given
    Path json = folder.resolve("judge.json");

    // when
    Cli.Result result = Cli.run("bench", "judge", "--quick", "--json", json.toString());

    // then
    assertThat(result.out()).contains("Targets", "met").doesNotContain("\nmissed");
    assertThat(result.err()).isEmpty();
    assertThat(result.code()).isZero();
    JsonNode root = new ObjectMapper().readTree(json.toFile());
    assertThat(root.get("cells")).hasSizeGreaterThan(40);
    assertThat(root.get("targets")).isNotEmpty();
  }

  @Test
  void shouldNameTheSuitesWhenOneIsUnknown() {
    // when
    Cli.Result result = Cli.run("bench", "judge", "--only", "errors,typo");

    // then
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("'typo'", "equal", "errors");
  }

  @Test
  void shouldRefuseARunLessBench() {
    // when
    Cli.Result result = Cli.run("bench", "judge", "--runs", "0");

    // then
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("1 run or more");
  }
}
