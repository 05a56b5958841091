package dev.turnout.bench.faults.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.bench.process.Child;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelServersTest {
  private static final ProcessHandle OWN = ProcessHandle.current();

  @TempDir private Path folder;

  @Test
  void shouldFindAServerByItsRecord() throws IOException {
    // given
    record(OWN.pid(), startOf(OWN));

    // when
    var found = ModelServers.of(node());

    // then
    assertThat(found).containsExactly(new ModelServers.Running("fraud", "v2", 4711, OWN));
  }

  @Test
  void shouldNotTakeAnotherProcessWithTheSameNumberForTheServer() throws IOException {
    // given
    record(OWN.pid(), startOf(OWN).minus(Duration.ofHours(1)));

    // when
    var found = ModelServers.of(node());

    // then
    assertThat(found).isEmpty();
  }

  private void record(long pid, Instant startedAt) throws IOException {
    Path model = Files.createDirectories(folder.resolve("processes").resolve("fraud"));
    Files.writeString(
        model.resolve("v2.process"),
        "version=v2\nport=4711\npid=%d\nstartedAt=%s\n".formatted(pid, startedAt));
  }

  private Node node() {
    var agent = new Child("node-1", folder.resolve("node-1.log"), "64m", List.of("Agent"));
    return new Node("node-1", agent, 0, folder, Map.of());
  }

  private static Instant startOf(ProcessHandle process) {
    return process.info().startInstant().orElseThrow();
  }
}
