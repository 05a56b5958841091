package dev.turnout.cli;

import dev.turnout.agents.config.AgentConfig;
import dev.turnout.allinone.AllInOne;
import dev.turnout.allinone.AllInOneConfig;
import dev.turnout.allinone.UpConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;

/**
 * Does what people start most, in one process, and ends. A Java virtual machine that is told to
 * keep the classes which it loaded ({@code -XX:ArchiveClassesAtExit}) has those of the usual
 * commands and services then; the launcher {@code turnout} runs it so.
 */
public final class Rehearsal {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final int TOO_LONG = 70;
  private static final String MODELS =
      """
      models:
        - name: rehearsed
          listen: 127.0.0.1:0
          launcher: {static: {v1: "http://127.0.0.1:1"}}
      """;

  private Rehearsal() {}

  /** Takes no arguments; the exit code is 0 if everything worked. */
  public static void main(String[] args) throws IOException, InterruptedException {
    haltAfter(LIMIT);
    Path folder = Files.createTempDirectory("turnout-rehearsal-");
    int failed;
    try (AllInOne all = AllInOne.start(AllInOneConfig.temporary(List.of(agent(folder))))) {
      failed = commands(all);
    } finally {
      delete(folder);
    }
    System.exit(failed == 0 ? 0 : 1);
  }

  private static AllInOneConfig.AgentPlan agent(Path folder) {
    var models = UpConfig.parse(MODELS, "rehearsal").models();
    return kafka -> AgentConfig.of("rehearsal", kafka, folder, models);
  }

  /** How many failed. */
  private static int commands(AllInOne all) {
    String[] bus = {"--bootstrap-server", all.bootstrapServers(), "--registry", all.registryUrl()};
    int failed = run("--help");
    failed +=
        run(
            "rollout canary --model rehearsed --stable v1 --version v2 --traffic 0.5 --duration 1h",
            bus);
    failed += run("get rollouts", bus);
    failed += run("get rollout rehearsed-v2", bus);
    failed += run("get rollouts", "--server", all.apiUrl());
    failed += run("explain rehearsed-v2", bus);
    return failed + run("rollout abort rehearsed-v2", bus);
  }

  /** 0 if it worked, else 1. */
  private static int run(String words, String... more) {
    List<String> all = new ArrayList<>(List.of(words.split(" ")));
    all.addAll(List.of(more));
    String[] args = all.toArray(String[]::new);
    CommandLine line = Program.commandLineFor(args);
    int code = line.setOut(new PrintWriter(Writer.nullWriter())).execute(args);
    return code == 0 ? 0 : 1;
  }

  private static void haltAfter(Duration limit) {
    Thread watch =
        new Thread(
            () -> {
              try {
                Thread.sleep(limit.toMillis());
                Runtime.getRuntime().halt(TOO_LONG);
              } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
              }
            },
            "turnout-watch");
    watch.setDaemon(true);
    watch.start();
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(Rehearsal::deleteOne);
    }
  }

  private static void deleteOne(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
