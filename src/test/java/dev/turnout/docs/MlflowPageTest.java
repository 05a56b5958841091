package dev.turnout.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.orchestrator.mlflow.MlflowMeter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page of MLflow says what the code says. */
class MlflowPageTest {
  private static final Path PAGE = Path.of("..", "docs", "mlflow.md");

  @Test
  void shouldListEveryMetricWithItsTagsAndMeaning() throws IOException {
    String table =
        Arrays.stream(MlflowMeter.values())
            .map(MlflowPageTest::row)
            .collect(Collectors.joining("\n"));

    assertThat(Files.readString(PAGE))
        .contains("| metric | tags | meaning |\n|---|---|---|\n" + table);
  }

  private static String row(MlflowMeter meter) {
    return "| `%s` | %s | %s |"
        .formatted(meter.meterName(), String.join(", ", meter.tags()), meter.description());
  }
}
