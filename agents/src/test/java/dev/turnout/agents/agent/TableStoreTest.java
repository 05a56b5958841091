package dev.turnout.agents.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.events.Role;
import dev.turnout.events.RouteTable;
import dev.turnout.events.Stickiness;
import dev.turnout.events.StickinessKind;
import dev.turnout.events.VersionRoute;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableStoreTest {
  @TempDir private Path directory;

  private static RouteTable table(long epoch) {
    return RouteTable.newBuilder()
        .setModel("fraud")
        .setEpoch(epoch)
        .setSalt("salt")
        .setStickiness(new Stickiness(StickinessKind.NONE, null))
        .setVersions(List.of(new VersionRoute("v1", null, Role.STABLE, 1.0)))
        .build();
  }

  @Test
  void shouldLoadTheLastSavedTable() {
    // given
    TableStore store = new TableStore(directory);
    store.save(table(1));

    // when
    store.save(table(2));

    // then
    assertThat(new TableStore(directory).load("fraud")).contains(table(2));
    assertThat(store.load("churn")).isEmpty();
  }

  @Test
  void shouldStartWithoutAFileThatIsDamaged() throws IOException {
    // given
    TableStore store = new TableStore(directory);
    store.save(table(1));
    byte[] bytes = Files.readAllBytes(directory.resolve("fraud.avro"));

    for (int length = 0; length < bytes.length; length += 7) {
      // when
      Files.write(directory.resolve("fraud.avro"), java.util.Arrays.copyOf(bytes, length));

      // then
      assertThat(store.load("fraud")).isEmpty();
    }
  }

  @Test
  void shouldKeepTheOldTableWhenTheAgentDiesWhileSaving() throws IOException {
    // given
    TableStore store = new TableStore(directory);
    store.save(table(1));

    // when
    Files.write(directory.resolve("fraud.tmp"), new byte[] {'O', 'b', 'j'});

    // then
    assertThat(store.load("fraud")).contains(table(1));
    store.save(table(2));
    assertThat(store.load("fraud")).contains(table(2));
  }
}
