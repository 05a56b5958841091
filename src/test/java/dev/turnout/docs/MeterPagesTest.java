package dev.turnout.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.turnout.agents.agent.AgentMeter;
import dev.turnout.orchestrator.mlflow.MlflowMeter;
import dev.turnout.orchestrator.stream.StreamMeter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages list the metrics that there are. */
class MeterPagesTest {
  static Stream<Arguments> pages() {
    return Stream.of(
        arguments(
            "orchestrator.md",
            table(
                StreamMeter.values(),
                meter -> row(meter.meterName(), meter.tags(), meter.description()))),
        arguments(
            "mlflow.md",
            table(
                MlflowMeter.values(),
                meter -> row(meter.meterName(), meter.tags(), meter.description()))),
        arguments(
            "agent.md",
            table(
                AgentMeter.values(),
                meter -> row(meter.meterName(), meter.tags(), meter.description()))));
  }

  @ParameterizedTest
  @MethodSource("pages")
  void shouldListEveryMetricWithItsTagsAndMeaning(String page, String table) throws IOException {
    assertThat(Files.readString(Path.of("..", "docs", page))).contains(table);
  }

  private static <M> String table(M[] meters, Function<M, String> row) {
    return Arrays.stream(meters)
        .map(row)
        .collect(Collectors.joining("\n", "| metric | tags | meaning |\n|---|---|---|\n", ""));
  }

  private static String row(String name, List<String> tags, String description) {
    return "| `%s` | %s | %s |".formatted(name, String.join(", ", tags), description);
  }
}
