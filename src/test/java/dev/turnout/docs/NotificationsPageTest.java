package dev.turnout.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.notify.message.Notices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page of notifications says what the code says. */
class NotificationsPageTest {
  private static final Path PAGE = Path.of("..", "docs", "notifications.md");

  @Test
  void shouldListEveryTypeOfEvent() throws IOException {
    assertThat(Files.readString(PAGE))
        .contains(
            Notices.types().stream()
                .map(type -> "`" + type + "`")
                .collect(Collectors.joining(", ")));
  }
}
