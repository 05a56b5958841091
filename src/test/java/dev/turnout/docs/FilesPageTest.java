package dev.turnout.docs;

import static dev.turnout.docs.ReferencePage.code;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.agents.config.AgentConfig;
import dev.turnout.allinone.UpConfig;
import dev.turnout.bridge.BridgeConfig;
import dev.turnout.notify.NotifyConfig;
import dev.turnout.service.ServiceConfig;
import dev.turnout.signing.KeyRingFile;
import dev.turnout.spec.PolicyFile;
import dev.turnout.spec.RolloutFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which keys there are the readers say; what they mean stands in the guides. */
class FilesPageTest {
  private static final Path DOCS = Path.of("..", "docs");

  enum File {
    ROLLOUT("Rollout", "rollout start -f", RolloutFile::parse, "rollout-file.md"),
    POLICY("Policy", "policy apply -f", PolicyFile::parse, "gates.md"),
    ORCHESTRATOR(
        "Orchestrator",
        "orchestrator --config",
        ServiceConfig::parse,
        "orchestrator.md",
        "api.md",
        "signing.md",
        "mlflow.md"),
    TRUSTED_KEYS("Trusted keys", "audit verify --trusted-keys", KeyRingFile::parse, "signing.md"),
    AGENT("Agent", "agent --config", AgentConfig::parse, "agent.md"),
    BRIDGE(
        "Bridge",
        "bridge --config",
        BridgeConfig::parse,
        "metrics-in.md",
        "examples/config/bridge.yaml"),
    NOTIFIER(
        "Notifier",
        "notify run --config",
        NotifyConfig::parse,
        "notifications.md",
        "examples/config/notify.yaml"),
    UP(
        "All in one",
        "up --config",
        UpConfig::parse,
        "agent.md",
        "api.md",
        "mlflow.md",
        "examples/config/up.yaml");

    private final String title;
    private final String command;
    private final List<FileKeys.Row> rows;
    private final List<String> guides;

    File(String title, String command, BiFunction<String, String, ?> parser, String... guides) {
      this.title = title;
      this.command = command;
      this.rows = FileKeys.of(parser);
      this.guides = List.of(guides);
    }
  }

  @Test
  void shouldListEveryKeyOfEveryFile() throws IOException {
    ReferencePage page =
        new ReferencePage(
            "files.md",
            "Keys of the files",
            "Every key that a file may have, and what it takes, as the reader of the file says it. What"
                + " they mean, and their defaults, the linked pages say.");
    for (File file : File.values()) {
      List<List<String>> table = new ArrayList<>();
      table.add(List.of("key", "takes", "must be there"));
      file.rows.forEach(row -> table.add(List.of(code(row.path()), row.takes(), row.must())));
      page.heading(file.title, "`turnout %s FILE`: ".formatted(file.command) + links(file))
          .table(table);
    }
    page.hold();
  }

  @ParameterizedTest
  @EnumSource
  void shouldExplainEveryKeyInAGuide(File file) throws IOException {
    StringBuilder guides = new StringBuilder();
    for (String guide : file.guides) {
      guides.append(Files.readString(DOCS.resolve(guide)));
    }
    assertThat(file.rows).hasSizeGreaterThan(5);
    assertThat(file.rows)
        .allSatisfy(row -> assertThat(guides).containsPattern("\\b" + plain(row.key()) + "\\b"));
  }

  private static String plain(String key) {
    return key.replace("[]", "");
  }

  private static String links(File file) {
    return String.join(
            ", ", file.guides.stream().map(guide -> "[%s](../%s)".formatted(guide, guide)).toList())
        + ".";
  }
}
