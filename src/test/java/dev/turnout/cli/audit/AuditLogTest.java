package dev.turnout.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnout.output.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Word for word; {@code -Dturnout.golden.update=true} writes the present ones. */
class AuditLogTest {
  private static final Path GOLDEN = Path.of("test/resources/audit/log.txt");
  private static final Path GUIDE = Path.of("../docs/audit.md");

  private final AuditLog log = AuditLog.of(Journals.abortedAndRetried());

  @Test
  void shouldTellWhoDidWhatWhenAndWhy() throws IOException {
    // when
    String text = log.text();

    // then
    if (Boolean.getBoolean("turnout.golden.update")) {
      Files.createDirectories(GOLDEN.getParent());
      Files.writeString(GOLDEN, text);
    }
    assertThat(text).isEqualTo(Files.readString(GOLDEN));
  }

  @Test
  void shouldBeShownInTheGuide() throws IOException {
    String shown = "<!-- log -->\n```text\n" + log.text() + "```";
    if (Boolean.getBoolean("turnout.golden.update")) {
      String guide = Files.readString(GUIDE);
      Files.writeString(GUIDE, guide.replaceFirst("(?s)<!-- log -->\n```text\n.*?```", shown));
    }
    assertThat(Files.readString(GUIDE)).contains(shown);
  }

  @Test
  void shouldNotBlameWhoeverSentTheCommandThatCarriedTheTime() {
    assertThat(log.tree())
        .filteredOn(entry -> entry.get("what").equals("node node-1 silent for 15 s"))
        .extracting(entry -> entry.get("who"))
        .containsExactly("turnout");
  }

  @Test
  void shouldGiveTheFullEntriesAsADocument() {
    assertThat(log.tree().get(1))
        .containsEntry("at", "2026-11-21T10:01:00Z")
        .containsEntry("who", "ci/airflow")
        .containsEntry("what", "StartRollout accepted")
        .containsEntry("why", "nightly")
        .containsEntry("sequence", 2L)
        .containsKeys("model", "atMs", "rulesVersion", "cause", "consumed", "event");
  }

  @Test
  void shouldShowOneAttemptOrAllOfARollout() {
    assertThat(sequences(log.ofRollout("fraud-v2#2"))).containsExactly(16L, 17L, 18L);
    assertThat(sequences(log.ofRollout("fraud-v2"))).hasSize(17).doesNotContain(1L);
    assertThat(sequences(log.ofRollout("fraud-v3"))).containsExactly(7L);
  }

  @Test
  void shouldSayWhichRolloutsThereAre() {
    assertThatThrownBy(() -> log.ofRollout("fraud-v9"))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("but got 'fraud-v9' (known are: fraud-v2, fraud-v2#2)");
  }

  @Test
  void shouldBeginAtATime() {
    assertThat(sequences(log.since(Journals.START.plusSeconds(200))))
        .containsExactly(16L, 17L, 18L);
    assertThat(log.since(Journals.START.plusSeconds(201)).text()).isEqualTo("No entries.\n");
  }

  private static List<Object> sequences(AuditLog log) {
    return log.tree().stream().map(entry -> entry.get("sequence")).toList();
  }
}
