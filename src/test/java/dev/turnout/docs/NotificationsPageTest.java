package dev.turnout.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.notify.NotifyMeter;
import dev.turnout.notify.message.Notices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page of notifications says what the code says. */
class NotificationsPageTest {
  private static final Path PAGE = Path.of("..", "docs", "notifications.md");

  @Test
  void shouldListEveryMetricWithItsTagsAndMeaning() throws IOException {
    String table =
        Arrays.stream(NotifyMeter.values())
            .map(NotificationsPageTest::row)
            .collect(Collectors.joining("\n"));

    assertThat(Files.readString(PAGE))
        .contains("| metric | tags | meaning |\n|---|---|---|\n" + table);
  }

  @Test
  void shouldListEveryTypeOfEvent() throws IOException {
    assertThat(Files.readString(PAGE))
        .contains(
            Notices.types().stream()
                .map(type -> "`" + type + "`")
                .collect(Collectors.joining(", ")));
  }

  private static String row(NotifyMeter meter) {
    return "| `%s` | %s | %s |"
        .formatted(meter.meterName(), String.join(", ", meter.tags()), meter.description());
  }
}
