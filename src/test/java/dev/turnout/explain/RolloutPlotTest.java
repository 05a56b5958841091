package dev.turnout.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;

class RolloutPlotTest {
  /** Not compared: widths of letters differ from machine to machine. */
  private static final Path DOCUMENTED = Path.of("../docs/images/explain.svg");

  @Test
  void shouldDrawBothArmsOfEveryMetricTheEvidenceAndTheWeight() throws Exception {
    // when
    String svg = RolloutPlot.svg(Stories.rolledBack(), Stories.series());

    // then
    if (Boolean.getBoolean("turnout.golden.update")) {
      Files.writeString(DOCUMENTED, svg);
    }
    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    assertThat(svg)
        .contains("fraud-v2 of model fraud", "RolledBack after 6m1s: errors are up")
        .contains("errors: bad outcomes in percent", "accuracy: bad outcomes in percent")
        .contains(
            "candidate v2",
            "stable v1",
            "against the candidate",
            "for it: errors",
            "rolled back at 100")
        .contains("minutes since the start", "<polyline");
  }
}
