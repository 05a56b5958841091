package dev.turnout.bench.scale;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a process has used so far, as the system counts it.
 *
 * @param cpuSeconds of all its threads
 * @param residentBytes of memory it holds now
 */
record Usage(double cpuSeconds, long residentBytes) {
  private static final double TICKS_PER_SECOND = 100;
  private static final int USER_TIME = 11;
  private static final int SYSTEM_TIME = 12;
  private static final long KIB = 1024;

  /** Works where there is a /proc. */
  static Usage of(long pid) {
    Path proc = Path.of("/proc", Long.toString(pid));
    try {
      String stat = Files.readString(proc.resolve("stat"));
      // The name before it may hold anything.
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      double ticks =
          Double.parseDouble(fields[USER_TIME]) + Double.parseDouble(fields[SYSTEM_TIME]);
      return new Usage(ticks / TICKS_PER_SECOND, resident(proc));
    } catch (IOException e) {
      throw new UncheckedIOException("Expected to read what process " + pid + " uses in /proc", e);
    }
  }

  private static long resident(Path proc) throws IOException {
    return Files.readAllLines(proc.resolve("status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * KIB)
        .findFirst()
        .orElse(0);
  }
}
