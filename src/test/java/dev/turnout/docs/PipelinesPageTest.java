package dev.turnout.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.events.RolloutCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class PipelinesPageTest {
  private static final Path COPY = Path.of("..", "examples", "pipelines", "RolloutCommand.avsc");

  /** A registry takes an older one only as long as no newer one is there. */
  @Test
  void shouldGiveTheSchemaOfThisVersion() throws IOException {
    // given
    Schema ours = RolloutCommand.getClassSchema();
    if (Boolean.getBoolean("turnout.golden.update")) {
      Files.writeString(COPY, ours.toString(true));
    }

    // then
    assertThat(new Schema.Parser().parse(COPY.toFile())).isEqualTo(ours);
  }
}
