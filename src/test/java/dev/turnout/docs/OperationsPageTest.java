package dev.turnout.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class OperationsPageTest {
  private static final Path ALERTS = Path.of("..", "helm", "turnout", "monitoring", "alerts.yaml");
  private static final Path PAGE = Path.of("..", "docs", "operations.md");
  private static final Pattern ALERT = Pattern.compile("- alert: (\\w+)");
  private static final Pattern PARAGRAPH = Pattern.compile("(?m)^\\*\\*`(Turnout\\w+)`\\*\\*");

  @Test
  void shouldSayOfEveryAlertWhatToDo() throws IOException {
    assertThat(words(PARAGRAPH, PAGE)).containsExactlyInAnyOrderElementsOf(words(ALERT, ALERTS));
  }

  private static List<String> words(Pattern pattern, Path file) throws IOException {
    return pattern
        .matcher(Files.readString(file))
        .results()
        .map(result -> result.group(1))
        .toList();
  }
}
