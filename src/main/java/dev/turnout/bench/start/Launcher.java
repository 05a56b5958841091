package dev.turnout.bench.start;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The script that people start the program with.
 *
 * @param file of the script
 * @param folder in which it is started
 */
record Launcher(Path file, Path folder) {
  private static final String SHARING = "TURNOUT_CDS";
  private static final Set<String> KEPT = Set.of("TURNOUT_OPTS", "TURNOUT_BUILD");
  private static final int LIMIT_SECONDS = 120;

  /** Runs a command to its end, and says how long it took, in seconds. */
  double seconds(Sharing sharing, List<String> args) throws IOException, InterruptedException {
    return seconds(builder(sharing, args).redirectOutput(ProcessBuilder.Redirect.DISCARD));
  }

  /** Runs any process to its end, and says how long it took, in seconds. */
  double seconds(ProcessBuilder builder) throws IOException, InterruptedException {
    Path errors = folder.resolve("stderr");
    builder.directory(folder.toFile()).redirectError(errors.toFile());
    long start = System.nanoTime();
    Process process = builder.start();
    boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
    double seconds = (System.nanoTime() - start) / 1e9;
    requireSuccess(process, ended, builder.command(), errors);
    return seconds;
  }

  /** What a command prints. */
  String output(Sharing sharing, String jvmOption, List<String> args)
      throws IOException, InterruptedException {
    Path out = folder.resolve("stdout");
    ProcessBuilder builder = builder(sharing, args).redirectOutput(out.toFile());
    builder.environment().merge("TURNOUT_OPTS", jvmOption, (old, more) -> old + " " + more);
    seconds(builder);
    return Files.readString(out);
  }

  /** A command that is not started yet; none of the user's settings reaches it. */
  ProcessBuilder builder(Sharing sharing, List<String> args) {
    List<String> command = new ArrayList<>(List.of(file.toString()));
    command.addAll(args);
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.startsWith("TURNOUT_") && !KEPT.contains(name));
    builder.environment().put(SHARING, sharing.word());
    return builder;
  }

  private static void requireSuccess(
      Process process, boolean ended, List<String> command, Path errors) {
    if (!ended) {
      process.destroyForcibly();
    }
    if (!ended || process.exitValue() != 0) {
      throw new IllegalStateException(
          "Expected '%s' to end well within %d s, but it %s: %s"
              .formatted(
                  String.join(" ", command),
                  LIMIT_SECONDS,
                  ended ? "ended with " + process.exitValue() : "did not",
                  text(errors)));
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
