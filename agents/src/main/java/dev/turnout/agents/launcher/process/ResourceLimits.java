package dev.turnout.agents.launcher.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a version's process may use. Linux holds these limits for each process alone, by the
 * programs {@code prlimit} and {@code taskset} of util-linux; where one is missing, its limit is
 * not held, and {@link #missing} says so.
 *
 * @param memory bytes that a process may write to beside its code and stacks, from 1 MiB; it fails
 *     to get more
 * @param cpus processors that it runs on, from 1; versions are spread over those of the machine
 * @param openFiles files and connections that it may have open, from 16
 */
public record ResourceLimits(OptionalLong memory, OptionalInt cpus, OptionalInt openFiles) {
  private static final long LEAST_MEMORY = 1 << 20;
  private static final int LEAST_FILES = 16;
  private static final Pattern SIZE = Pattern.compile("([0-9]{1,9})(Mi|Gi)B?");

  public ResourceLimits {
    if (memory.isPresent() && memory.getAsLong() < LEAST_MEMORY) {
      throw new IllegalArgumentException(
          "Expected a memory limit of at least 1Mi, but got %d bytes"
              .formatted(memory.getAsLong()));
    }
    if (cpus.isPresent() && cpus.getAsInt() < 1) {
      throw new IllegalArgumentException(
          "Expected a limit of at least 1 processor, but got " + cpus.getAsInt());
    }
    if (openFiles.isPresent() && openFiles.getAsInt() < LEAST_FILES) {
      throw new IllegalArgumentException(
          "Expected a limit of at least %d open files, but got %d"
              .formatted(LEAST_FILES, openFiles.getAsInt()));
    }
  }

  /** No limits but those of the agent itself. */
  public static ResourceLimits none() {
    return new ResourceLimits(OptionalLong.empty(), OptionalInt.empty(), OptionalInt.empty());
  }

  /**
   * Reads a size such as {@code 512Mi} or {@code 2Gi}.
   *
   * @throws IllegalArgumentException saying what was expected
   */
  public static long bytes(String text) {
    Matcher matcher = SIZE.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "Expected a size such as 512Mi or 2Gi, but got '%s'".formatted(text));
    }
    return Long.parseLong(matcher.group(1)) << (matcher.group(2).equals("Gi") ? 30 : 20);
  }

  /** What of it this machine cannot hold, in words; empty if it can. */
  List<String> missing() {
    return missing(ResourceLimits::isInstalled);
  }

  List<String> missing(Predicate<String> installed) {
    List<String> words = new ArrayList<>();
    if ((memory.isPresent() || openFiles.isPresent()) && !installed.test("prlimit")) {
      words.add("memory and openFiles are not limited, because there is no program 'prlimit'");
    }
    if (cpus.isPresent() && !installed.test("taskset")) {
      words.add("cpus is not limited, because there is no program 'taskset'");
    }
    return words;
  }

  /** A command that runs another one within the limits, as the same process. */
  List<String> around(List<String> command, int port) {
    return around(
        command, port, Runtime.getRuntime().availableProcessors(), ResourceLimits::isInstalled);
  }

  List<String> around(List<String> command, int port, int processors, Predicate<String> installed) {
    List<String> limited = new ArrayList<>();
    if (cpus.isPresent() && cpus.getAsInt() < processors && installed.test("taskset")) {
      limited.addAll(List.of("taskset", "--cpu-list", processorsOf(port, processors)));
    }
    if ((memory.isPresent() || openFiles.isPresent()) && installed.test("prlimit")) {
      limited.add("prlimit");
      memory.ifPresent(bytes -> limited.add("--data=" + bytes));
      openFiles.ifPresent(files -> limited.add("--nofile=" + files));
      limited.add("--");
    }
    limited.addAll(command);
    return List.copyOf(limited);
  }

  /** Neighbours by port get neighbouring processors, so that two versions do not crowd one. */
  private String processorsOf(int port, int processors) {
    int first = port * cpus.orElse(1);
    return IntStream.range(first, first + cpus.orElse(1))
        .mapToObj(index -> Integer.toString(index % processors))
        .collect(Collectors.joining(","));
  }

  private static boolean isInstalled(String program) {
    String path = System.getenv().getOrDefault("PATH", "");
    return List.of(path.split(":")).stream()
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
