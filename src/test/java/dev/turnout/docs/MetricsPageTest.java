package dev.turnout.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.agents.agent.AgentMeter;
import dev.turnout.orchestrator.stream.StreamMeter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The page of metrics is printed from the code. Run with -Dturnout.docs.write=true to renew it. */
class MetricsPageTest {
  private static final Path PAGE = Path.of("..", "docs", "metrics.md");

  @Test
  void shouldListEveryMetricWithItsTagsAndMeaning() throws IOException {
    String expected = page();
    if (Boolean.getBoolean("turnout.docs.write")) {
      Files.writeString(PAGE, expected);
    }

    assertThat(Files.readString(PAGE)).isEqualTo(expected);
  }

  private static String page() {
    StringBuilder page = new StringBuilder();
    page.append("# Metrics\n\n");
    page.append("Served at `/metrics` of the `admin` address, in the format of Prometheus: dots ");
    page.append("become underscores,\ncounters end with `_total`. ");
    page.append("A test keeps this page equal to the code.\n\n## Orchestrator\n\n");
    head(page);
    for (StreamMeter meter : StreamMeter.values()) {
      row(page, meter.meterName(), meter.tags(), meter.description());
    }
    page.append("\n## Agent\n\n");
    head(page);
    for (AgentMeter meter : AgentMeter.values()) {
      row(page, meter.meterName(), meter.tags(), meter.description());
    }
    return page.toString();
  }

  private static void head(StringBuilder page) {
    page.append("| metric | tags | meaning |\n|---|---|---|\n");
  }

  private static void row(StringBuilder page, String name, List<String> tags, String meaning) {
    page.append("| `%s` | %s | %s |\n".formatted(name, String.join(", ", tags), meaning));
  }
}
