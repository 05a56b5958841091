package dev.turnout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class SwitchBenchTest {

  @Test
  void shouldSwitchEveryUserAndEveryNode() throws IOException {
    // when
    Cli.Result result = Cli.run("bench", "switch", "--quick", "-o", "json");

    // then
    assertThat(result.code()).as(result.err()).isZero();
    JsonNode root = new ObjectMapper().readTree(result.out());
    assertThat(root.at("/sections/0/rows").findValuesAsText("users"))
        .containsExactly("10", "10000");
    assertThat(root.at("/sections/0/rows").findValues("an entry per user, us")).hasSize(2);
    assertThat(root.at("/sections/1/rows").findValuesAsText("nodes")).containsExactly("1", "10");
    assertThat(root.at("/goals")).hasSize(2);
  }

  @Test
  void shouldSayWhatIsWrongWithANumber() {
    // when
    Cli.Result result = Cli.run("bench", "switch", "--nodes", "1,0");

    // then
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("Expected nodes from 1 to 10,000, but got 0");
  }
}
