package dev.turnout.bench.proxy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** What a process and its children use of the machine, as the system counts it. */
final class Usage {
  private Usage() {}

  /** Processor time since they began, in seconds; 0 where the system does not say. */
  static double cpuSeconds(ProcessHandle root) {
    return family(root)
        .mapToDouble(
            process -> process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9)
        .sum();
  }

  /** The most memory that they had at once, in MiB; not a number where the system does not say. */
  static double peakMebibytes(ProcessHandle root) {
    return family(root).mapToDouble(process -> status(process, "VmHWM")).sum();
  }

  private static Stream<ProcessHandle> family(ProcessHandle root) {
    return Stream.concat(Stream.of(root), root.descendants());
  }

  private static double status(ProcessHandle process, String key) {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
      return lines
          .filter(line -> line.startsWith(key + ":"))
          .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
          .findFirst()
          .orElse(Double.NaN);
    } catch (IOException otherSystem) {
      return Double.NaN;
    }
  }
}
