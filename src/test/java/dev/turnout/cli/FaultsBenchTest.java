package dev.turnout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class FaultsBenchTest {

  @Test
  void shouldLoseAndDoubleNothingInAThousandFaultsThatStrikeEveryEntry() throws IOException {
    // when
    Cli.Result result =
        Cli.run("bench", "faults", "--form", "fast", "--count", "180", "-o", "json");

    // then
    JsonNode root = new ObjectMapper().readTree(result.out());
    JsonNode all = root.get("all");
    assertThat(all.get("violations")).as(result.out()).isEmpty();
    assertThat(all.get("injected").asInt()).isGreaterThan(1000);
    assertThat(all.get("decisionsLost").asInt()).isZero();
    assertThat(all.get("decisionsDoubled").asInt()).isZero();
    assertThat(result.code()).isZero();
    root.get("faults")
        .forEach(
            fault -> {
              boolean serverDied = fault.get("fault").asText().startsWith("server");
              assertThat(fault.get("requestsLost").asLong() > 0)
                  .as("requests lost: %s", fault)
                  .isEqualTo(serverDied);
            });
  }

  @Test
  void shouldNameTheSuitesWhenOneIsUnknown() {
    // when
    Cli.Result result = Cli.run("bench", "faults", "--only", "broker,typo");

    // then
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("'typo'", "orchestrator", "zombie", "messages");
  }

  @Test
  void shouldRefuseAnUnknownForm() {
    // when
    Cli.Result result = Cli.run("bench", "faults", "--form", "slow");

    // then
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("'slow'", "--form fast");
  }
}
