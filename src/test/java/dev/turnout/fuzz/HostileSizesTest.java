package dev.turnout.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.turnout.cli.Cli;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sizes and numbers that nobody means are refused in a sentence, soon and without much memory. */
@Timeout(120)
class HostileSizesTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final long MOST_CPU_NANOS = 10_000_000_000L;
  private static final long MB = 1024 * 1024;
  private static final int LONGEST_ANSWER = 20_000;
  private static final String ROLLOUT =
      """
      apiVersion: turnout.dev/v1alpha1
      kind: Rollout
      metadata: {name: fraud-v2}
      spec:
        model: fraud
        candidate: {version: v2}
        strategy: {canary: {stages: [{weight: 0.1, for: 10m}]}}
        analysis: {metrics: [%s]}
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "lint -f",
        "rollout start -f",
        "orchestrator --config",
        "agent --config",
        "up --config"
      })
  void shouldRefuseAFileOfAHundredMegabytesBeforeItIsRead(String command) throws IOException {
    // given
    Path file = folder.resolve("huge.yaml");
    try (RandomAccessFile huge = new RandomAccessFile(file.toFile(), "rw")) {
      huge.setLength(100 * MB);
    }
    // when
    Cli.Result result = bounded(32 * MB, (command + " " + file).split(" "));
    // then
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("Expected at most 1 MiB");
  }

  @Test
  void shouldRefuseABillionLaughs() throws IOException {
    // given
    String laughs =
        "a: &a [lol,lol,lol,lol,lol,lol,lol,lol,lol]\n"
            + IntStream.range(1, 10)
                .mapToObj(
                    i ->
                        "%c: &%c [%s]\n"
                            .formatted(
                                'a' + i, 'a' + i, ("*" + (char) ('a' + i - 1) + ",").repeat(9)))
                .collect(Collectors.joining());
    // when / then
    assertThat(lint(64 * MB, laughs)).contains("Expected no anchors (&) or aliases (*)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{a: ", "- ", "? "})
  void shouldRefuseWhatLiesTooDeep(String opening) throws IOException {
    assertThat(lint(256 * MB, opening.repeat(1_000_000 / opening.length())))
        .contains("Expected at most 64 levels");
  }

  @Test
  void shouldRefuseThirtyThousandMetrics() throws IOException {
    // given as many as a file of 1 MiB holds
    String metrics =
        IntStream.range(0, 30_000)
            .mapToObj(i -> "{name: m" + i + ", errorRate: {}}")
            .collect(Collectors.joining(","));
    // when / then
    assertThat(lint(1024 * MB, ROLLOUT.formatted(metrics)))
        .contains("Expected at most 50 metrics, but got 30000");
  }

  @Test
  void shouldRefuseAThousandSteps() throws IOException {
    // given
    String stages =
        IntStream.range(1, 1_000)
            .mapToObj(i -> "{weight: %s, for: 10m}".formatted(i / 1000.0))
            .collect(Collectors.joining(","));
    String file =
        ROLLOUT
            .formatted("{name: errors, errorRate: {}}")
            .replace("{weight: 0.1, for: 10m}", stages);
    // when / then
    assertThat(lint(512 * MB, file)).contains("Expected a plan of at most 200 steps, but got");
  }

  @ParameterizedTest
  @CsvSource({
    "margin: .nan, margin",
    "margin: .inf, margin",
    "margin: -0.1, margin",
    "limit: 1e999, limit",
    "limit: -.inf, limit",
    "tolerance: -1, tolerance",
  })
  void shouldRefuseNumbersThatAreNone(String setting, String word) throws IOException {
    assertThat(lint(64 * MB, ROLLOUT.formatted("{name: errors, errorRate: {" + setting + "}}")))
        .contains("Expected", word);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--correct NaN --total 10",
        "--correct Infinity --total 10",
        "--correct -1 --total 10",
        "--correct 11 --total 10",
        "--correct 1 --total -10",
        "--correct 1 --total 99999999999999999999",
      })
  void shouldRefuseCountsThatAreNone(String counts) {
    // when
    Cli.Result result =
        bounded(64 * MB, ("report --model fraud --version v2 -b localhost:1 " + counts).split(" "));
    // then
    assertThat(result.code()).as(result.err()).isEqualTo(2);
  }

  @Test
  void shouldRefuseNamesOfTenMegabytes() {
    // given
    String name = "x".repeat((int) (10 * MB));
    // when
    Cli.Result model = bounded(512 * MB, "rollout", "abort", "--model", name, "-b", "localhost:1");
    Cli.Result letter = bounded(512 * MB, "dlq", "show", name);
    // then
    assertThat(model.code()).isEqualTo(2);
    assertThat(letter.code()).isEqualTo(2);
  }

  private String lint(long mostBytes, String text) throws IOException {
    Path file = Files.writeString(folder.resolve("hostile.yaml"), text);
    Cli.Result result = bounded(mostBytes, "lint", "-f", file.toString());
    assertThat(result.code()).isEqualTo(2);
    return result.out() + result.err();
  }

  private static Cli.Result bounded(long mostBytes, String... command) {
    long nanos = THREADS.getCurrentThreadCpuTime();
    long bytes = THREADS.getCurrentThreadAllocatedBytes();
    Cli.Result result = Cli.run(command);
    assertThat(THREADS.getCurrentThreadCpuTime() - nanos).isLessThan(MOST_CPU_NANOS);
    assertThat(THREADS.getCurrentThreadAllocatedBytes() - bytes).isLessThan(mostBytes);
    assertThat(result.out().length() + result.err().length())
        .as("%.300s", result.err())
        .isLessThan(LONGEST_ANSWER);
    return result;
  }
}
