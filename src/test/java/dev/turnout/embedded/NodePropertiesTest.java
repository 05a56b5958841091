package dev.turnout.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodePropertiesTest {

  /** As long as this, a broker that comes back waits for the end of its own registration. */
  @Test
  void shouldNotWaitLongForTheRegistrationBeforeARestart(@TempDir Path directory) throws Exception {
    // given
    NodeSockets sockets = NodeSockets.open(0, 0);
    try {
      // when
      Properties properties =
          NodeProperties.of(
              1, directory, sockets, Map.of(1, sockets.controllerAddress()), Map.of());
      // then
      assertThat(Long.parseLong(properties.getProperty("broker.session.timeout.ms")))
          .isLessThanOrEqualTo(2_000);
    } finally {
      sockets.close();
    }
  }
}
