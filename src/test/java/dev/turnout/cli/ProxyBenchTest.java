package dev.turnout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.turnout.bench.proxy.AgentProcess;
import dev.turnout.bench.routers.Installed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class ProxyBenchTest {

  @Test
  void shouldMeasureEveryProxyThatIsInstalled() throws IOException {
    // given
    Installed installed = Installed.here();
    boolean able = installed.has("wrk") && installed.has("nginx");
    if (!able) {
      System.out.println("NOT RUN: wrk or nginx is not installed");
    }
    Assumptions.assumeTrue(able);

    // when
    Cli.Result result = Cli.run("bench", "proxy", "--quick", "-o", "json");

    // then
    assertThat(result.code()).as(result.err()).isZero();
    JsonNode root = new ObjectMapper().readTree(result.out());
    assertThat(root.at("/sections/0/rows").findValuesAsText("name"))
        .startsWith("direct", "proxy")
        .hasSize(installed.has("haproxy") ? 5 : 3);
    assertThat(root.at("/notes").toString()).contains("it reported");
    assertThat(root.at("/goals")).hasSizeGreaterThan(3);
  }

  @Test
  void shouldSayWhatIsWrongWithAnOption() {
    // when
    Cli.Result result = Cli.run("bench", "proxy", "--rounds", "0");

    // then
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("Expected rounds from 1 to 1000, but got 0");
  }

  @Test
  void shouldStartTheAgentAsTheLauncherDoes() throws IOException {
    // when
    String launcher = Files.readString(Path.of("../turnout"));

    // then
    assertThat(launcher).contains("(" + String.join(" ", AgentProcess.FLAGS) + ")");
  }
}
