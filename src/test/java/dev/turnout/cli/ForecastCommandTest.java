package dev.turnout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForecastCommandTest {
  private static final String EXAMPLE = "../docs/examples/canary.yaml";
  private static final Path PAGE = Path.of("../docs/forecast.md");
  private static final String BLOCK = "--traffic 50/s\n```\n\n```text\n";

  @TempDir Path folder;

  @Test
  void shouldSayWhatItsPageShows() throws IOException {
    // when
    Cli.Result result = Cli.run("forecast", "-f", EXAMPLE, "--traffic", "50/s");

    // then
    String page = Files.readString(PAGE);
    int from = page.indexOf(BLOCK) + BLOCK.length();
    int to = page.indexOf("```", from);
    if (Boolean.getBoolean("turnout.golden.update")) {
      Files.writeString(PAGE, page.substring(0, from) + result.out() + page.substring(to));
      page = Files.readString(PAGE);
      to = page.indexOf("```", from);
    }
    assertThat(page.substring(from, to)).isEqualTo(result.out());
    assertThat(result.code()).isZero();
    assertThat(result.err()).isEmpty();
  }

  @Test
  void shouldPrintADocument() {
    // when
    Cli.Result json = Cli.run("forecast", "-f", EXAMPLE, "--traffic", "3000/m", "-o", "json");
    Cli.Result yaml = Cli.run("forecast", "-f", EXAMPLE, "--traffic", "50/s", "-o", "yaml");

    // then
    assertThat(json.code()).isZero();
    assertThat(json.out())
        .contains(
            "\"requestsPerSecond\" : 50.0",
            "\"fullWeightAfterSeconds\" : null",
            "\"candidate\" : \"1 % failed\"",
            "\"warnings\" : [ \"stage 1 (1 % for 10m)");
    assertThat(yaml.out()).contains("- stage: 1\n", "candidatePerSecond: 0.5\n");
  }

  @Test
  void shouldTakeWarningsAsErrorsWhenStrict() {
    // when
    Cli.Result little = Cli.run("forecast", "-f", EXAMPLE, "--traffic", "50/s", "--strict");
    Cli.Result enough = Cli.run("forecast", "-f", EXAMPLE, "--traffic", "1000/s", "--strict");

    // then
    assertThat(little.code()).isEqualTo(2);
    assertThat(little.out()).contains("warning: stage 1");
    assertThat(enough.code()).isZero();
    assertThat(enough.out()).doesNotContain("warning");
  }

  @Test
  void shouldFollowWhatTheStableVersionDoes() {
    // when
    Cli.Result result =
        Cli.run(
            "forecast",
            "-f",
            EXAMPLE,
            "--traffic",
            "50/s",
            "--baseline",
            "errors=0.003",
            "--score",
            "0.8",
            "--latency",
            "p50=20ms,p99=90ms",
            "--labels",
            "0.5");

    // then
    assertThat(result.out())
        .contains("errors: 0.3 % failed; p99: p50 20 ms, p99 90 ms; accuracy: 20 % wrong")
        .contains("Labels come for 50 % of the requests, after 2m on average.");
  }

  @Test
  void shouldTellTheMistakesOfTheFile() throws IOException {
    // given
    Path file = Files.writeString(folder.resolve("rollout.yaml"), "kind: 1");

    // when
    Cli.Result result = Cli.run("forecast", "-f", file.toString(), "--traffic", "50/s");

    // then
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("rollout.yaml:1:7: kind: ");
  }

  @Test
  void shouldLendItsWarningsToLint() {
    // when
    Cli.Result plain = Cli.run("lint", "-f", EXAMPLE);
    Cli.Result warned = Cli.run("lint", "-f", EXAMPLE, "--traffic", "50/s");
    Cli.Result late = Cli.run("lint", "-f", EXAMPLE, "--label-delay", "3h");

    // then
    assertThat(plain.out()).doesNotContain("warning");
    assertThat(warned.out())
        .contains("warning: stage 1 (1 % for 10m): errors: 1 % instead of 0.1 % failed takes 22m");
    assertThat(late.out())
        .contains("labels come after 3h, but the stage is inconclusive after 1h10m");
  }
}
