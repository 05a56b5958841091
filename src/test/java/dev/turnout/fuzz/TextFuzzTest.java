package dev.turnout.fuzz;

import dev.turnout.agents.config.AgentConfig;
import dev.turnout.allinone.UpConfig;
import dev.turnout.orchestrator.codec.SpecCodec;
import dev.turnout.orchestrator.stream.OrchestratorConfig;
import dev.turnout.report.RowReader;
import dev.turnout.spec.RolloutFile;
import dev.turnout.yaml.InvalidDocument;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Files that people and programs write: configuration, rollouts, rows of labels. */
@Timeout(300)
class TextFuzzTest {
  private static final long MOST_BYTES = 8L * 1024 * 1024;
  private static final Path CONFIG = Path.of("../docs/examples/config");
  private static final List<String> YAML =
      List.of(
          "{",
          "}",
          "[",
          "]",
          ": ",
          "- ",
          "&a ",
          "*a",
          "!!java ",
          "? ",
          "|",
          ">",
          "---\n",
          "...\n",
          "#",
          "\"",
          "'",
          "\t",
          "\n  ",
          "null",
          "~",
          ".nan",
          ".inf",
          "-1",
          "1e999",
          "0x7fffffffffffffff",
          "10m",
          "-10m",
          "99999999999d",
          "1.0",
          "10%",
          "\u0000",
          "\ud800",
          "\u202e",
          "<<: ",
          "true");
  private static final List<String> ROWS =
      List.of(
          ",",
          "\"",
          "\"\"",
          "\n",
          "\r",
          "{",
          "}",
          "[",
          "]",
          ":",
          "NaN",
          "-1",
          "1e999",
          "Infinity",
          "9223372036854775807",
          "9223372036854775808",
          "0.1",
          "true",
          "null",
          "latency",
          "version",
          "\u0000",
          "\ufeff",
          "\ud800",
          "label",
          "score",
          "total",
          "{\"version\":",
          "[[[[[[");

  private final Mutator mutator = Mutator.ofText(Fuzz.SEED, YAML);

  @Test
  void shouldReadOrRefuseAnyRollout() {
    yaml(
        "rollout",
        8_000,
        Seeds.files(),
        text -> SpecCodec.write(RolloutFile.parse(text, "any").spec()));
  }

  @Test
  void shouldReadOrRefuseAnyConfiguration() {
    yaml("agent-config", 6_000, config("agent"), text -> AgentConfig.parse(text, "any"));
    yaml(
        "orch-config",
        6_000,
        config("orchestrator"),
        text -> OrchestratorConfig.parse(text, "any"));
    yaml("up-config", 6_000, config("up"), text -> UpConfig.parse(text, "any"));
  }

  @Test
  void shouldReadOrRefuseAnyRows() {
    // given
    List<byte[]> rows =
        List.of(
            Texts.bytes("version,label,prediction\nv2,1,1\nv2,0,1\n"),
            Texts.bytes("model,version,outcome,correct,total\nfraud,v2,auc,9,10\n"),
            Texts.bytes("version,event,happened,total\nv2,\"fall,backs\",3,10\n"),
            Texts.bytes("version,histogram,value\nv2,gpu,\"1,2;3 4\"\n"),
            Texts.bytes(
                "{\"version\":\"v2\",\"score\":0.5}\n{\"version\":\"v2\",\"label\":1,\"prediction\":1.0}\n"),
            Texts.bytes(
                "{\"version\":\"v1\",\"histogram\":\"gpu\",\"value\":[1,2,3],\"requests\":5,\"errors\":1}\n"));
    Mutator rowMutator = Mutator.ofText(Fuzz.SEED, ROWS);
    // when / then
    new Fuzz("rows", MOST_BYTES, TextFuzzTest::rows).run(120_000, () -> rowMutator.next(rows, 0));
  }

  private static Optional<String> rows(byte[] input) {
    RowReader reader = new RowReader(Map.of("model", "fraud"));
    Optional<String> refusal = Optional.empty();
    for (String line : Texts.text(input).split("\n", -1)) {
      try {
        var unused = reader.read(line);
      } catch (IllegalArgumentException e) {
        refusal = Optional.of(String.valueOf(e.getMessage()));
      }
    }
    return refusal;
  }

  private void yaml(String name, int count, List<String> files, Consumer<String> reader) {
    List<byte[]> seeds = files.stream().map(Texts::bytes).toList();
    new Fuzz(name, MOST_BYTES, input -> refusal(Texts.text(input), reader))
        .run(count, () -> mutator.next(seeds, 0));
  }

  private static Optional<String> refusal(String text, Consumer<String> reader) {
    try {
      reader.accept(text);
      return Optional.empty();
    } catch (InvalidDocument e) {
      return Optional.of(e.problems().get(0).toString());
    }
  }

  private static List<String> config(String name) {
    return List.of(Seeds.read(CONFIG.resolve(name + ".yaml")));
  }
}
