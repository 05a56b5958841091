package dev.turnout.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnout.output.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionSettingsTest {
  private static final ConnectionSettings.Given NOTHING =
      new ConnectionSettings.Given(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  @TempDir Path folder;

  @Test
  void shouldTakeWhatARunningUpLeftInTheDirectory() throws IOException {
    // given
    leaveLocalFile();

    // when
    Connection connection = settings(Map.of()).resolve(NOTHING, true);

    // then
    assertThat(connection.bootstrap()).isEqualTo("127.0.0.1:1");
    assertThat(connection.registry()).isEqualTo("http://127.0.0.1:2");
    assertThat(connection.topics().prefix()).isEqualTo("demo");
    assertThat(connection.properties()).doesNotContainKey("topic.prefix");
  }

  @Test
  void shouldPreferOptionsToTheEnvironmentToFiles() throws IOException {
    // given
    leaveLocalFile();
    Path file =
        Files.writeString(
            folder.resolve("client.properties"),
            "bootstrap.servers=file:1\nschema.registry.url=http://file:2\nsasl.mechanism=PLAIN\n");
    Map<String, String> environment =
        Map.of(
            "TURNOUT_REGISTRY", "http://environment:2", "TURNOUT_COMMAND_CONFIG", file.toString());

    // when
    Connection connection =
        settings(environment)
            .resolve(
                new ConnectionSettings.Given(
                    Optional.of("option:1"), Optional.empty(), Optional.empty(), Optional.empty()),
                true);

    // then
    assertThat(connection.bootstrap()).isEqualTo("option:1");
    assertThat(connection.registry()).isEqualTo("http://environment:2");
    assertThat(connection.properties()).containsEntry("sasl.mechanism", "PLAIN");
    assertThat(connection.topics().prefix()).isEqualTo("turnout");
  }

  @Test
  void shouldSayWhatIsMissing() {
    assertThatThrownBy(() -> settings(Map.of()).resolve(NOTHING, true))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("--bootstrap-server HOST:PORT or TURNOUT_BOOTSTRAP_SERVERS");
  }

  @Test
  void shouldShowNoSecret() {
    // given
    Connection connection =
        settings(
                Map.of(
                    "TURNOUT_BOOTSTRAP_SERVERS", "a:1",
                    "TURNOUT_REGISTRY", "http://user:secret@b"))
            .resolve(NOTHING, true);

    // when
    String shown = connection.toString();

    // then
    assertThat(shown).doesNotContain("secret");
  }

  private void leaveLocalFile() throws IOException {
    Path file = folder.resolve(ConnectionSettings.LOCAL_FILE);
    Files.createDirectories(file.getParent());
    Files.writeString(
        file,
        "bootstrap.servers=127.0.0.1:1\nschema.registry.url=http://127.0.0.1:2\ntopic.prefix=demo\n");
  }

  private ConnectionSettings settings(Map<String, String> environment) {
    return new ConnectionSettings(environment, folder);
  }
}
