package dev.turnout.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.bridge.status.BridgeMeter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page of the bridge says what the code says. */
class MetricsInPageTest {
  private static final Path PAGE = Path.of("..", "docs", "metrics-in.md");

  @Test
  void shouldListEveryMetricWithItsTagsAndMeaning() throws IOException {
    String table =
        Arrays.stream(BridgeMeter.values())
            .map(MetricsInPageTest::row)
            .collect(Collectors.joining("\n"));

    assertThat(Files.readString(PAGE))
        .contains("| metric | tags | meaning |\n|---|---|---|\n" + table);
  }

  private static String row(BridgeMeter meter) {
    return "| `%s` | %s | %s |"
        .formatted(meter.meterName(), String.join(", ", meter.tags()), meter.description());
  }
}
