package dev.turnout.fuzz;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Gives many inputs to one reader and checks of each: it is taken, or refused with a reason;
 * nothing else is thrown, and it costs neither much time nor much memory. {@code
 * -Dturnout.fuzz.factor} gives more or fewer inputs, {@code -Dturnout.fuzz.seed} others. Inputs
 * that once broke a reader lie in {@code src/test/resources/fuzz/NAME} and are given first.
 */
final class Fuzz {
  /** What a reader made of an input. */
  interface Trial {
    /** The reason of a refusal; empty if the input was taken. */
    Optional<String> refusal(byte[] input) throws Exception;
  }

  static final long SEED = Long.getLong("turnout.fuzz.seed", 20_260_101L);

  private static final double FACTOR =
      Double.parseDouble(System.getProperty("turnout.fuzz.factor", "1"));
  private static final Path FOUND = Path.of("test/resources/fuzz");
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** A time that no input needs, even on a machine that is busy with other things. */
  private static final long MOST_CPU_NANOS = 2_000_000_000L;

  private final String name;
  private final Trial trial;
  private final long mostBytes;
  private long taken;
  private long refused;
  private long longestNanos;
  private long largestBytes;

  /**
   * @param mostBytes that one input may make the reader allocate, besides 200 for each of its own
   */
  Fuzz(String name, long mostBytes, Trial trial) {
    this.name = name;
    this.mostBytes = mostBytes;
    this.trial = trial;
  }

  /** Gives so many inputs. */
  void run(int count, Supplier<byte[]> inputs) {
    found().forEach(this::check);
    long begin = THREADS.getCurrentThreadCpuTime();
    long wanted = Math.max(1, Math.round(count * FACTOR));
    for (long i = 0; i < wanted; i++) {
      check(inputs.get());
    }
    System.out.printf(
        "[fuzz] %-22s %8d inputs, %7d taken, %8d refused, most %6d KB and %5d ms for one, %3d s of CPU, seed %d%n",
        name,
        taken + refused,
        taken,
        refused,
        largestBytes >> 10,
        longestNanos / 1_000_000,
        (THREADS.getCurrentThreadCpuTime() - begin) / 1_000_000_000L,
        SEED);
  }

  private void check(byte[] input) {
    long bytes = THREADS.getCurrentThreadAllocatedBytes();
    long nanos = THREADS.getCurrentThreadCpuTime();
    Optional<String> refusal;
    try {
      refusal = trial.refusal(input);
    } catch (Throwable e) {
      throw new AssertionError(describe(input, "threw " + e), e);
    }
    nanos = THREADS.getCurrentThreadCpuTime() - nanos;
    bytes = THREADS.getCurrentThreadAllocatedBytes() - bytes;
    longestNanos = Math.max(longestNanos, nanos);
    largestBytes = Math.max(largestBytes, bytes);
    if (refusal.isPresent()) {
      refused++;
      require(isReason(refusal.get()), input, "gave no reason: '" + refusal.get() + "'");
    } else {
      taken++;
    }
    require(nanos < MOST_CPU_NANOS, input, "took " + nanos / 1_000_000 + " ms");
    require(bytes < mostBytes + 200L * input.length, input, "allocated " + bytes + " bytes");
  }

  /** A sentence for a person, of a length that fits into a header. */
  private static boolean isReason(String reason) {
    return !reason.isBlank() && !reason.equals("null") && reason.length() < 4_000;
  }

  private void require(boolean holds, byte[] input, String what) {
    if (!holds) {
      throw new AssertionError(describe(input, what));
    }
  }

  /** Keeps the input; moved to the folder of those that were found, it is a test for ever. */
  private String describe(byte[] input, String what) {
    Path kept = Path.of("target/fuzz", name, taken + refused + ".bin");
    try {
      Files.createDirectories(kept.getParent());
      Files.write(kept, input);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return "%s, seed %d: input %d of %d bytes %s; mv %s %s/%s/"
        .formatted(name, SEED, taken + refused, input.length, what, kept, FOUND, name);
  }

  private List<byte[]> found() {
    Path folder = FOUND.resolve(name);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().map(Fuzz::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
