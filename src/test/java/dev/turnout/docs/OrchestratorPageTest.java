package dev.turnout.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.orchestrator.stream.StreamMeter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page of the orchestrator says what the code says. */
class OrchestratorPageTest {
  private static final Path PAGE = Path.of("..", "docs", "orchestrator.md");

  @Test
  void shouldListEveryMetricWithItsTagsAndMeaning() throws IOException {
    String table =
        Arrays.stream(StreamMeter.values())
            .map(OrchestratorPageTest::row)
            .collect(Collectors.joining("\n"));

    assertThat(Files.readString(PAGE))
        .contains("| metric | tags | meaning |\n|---|---|---|\n" + table);
  }

  private static String row(StreamMeter meter) {
    return "| `%s` | %s | %s |"
        .formatted(meter.meterName(), String.join(", ", meter.tags()), meter.description());
  }
}
