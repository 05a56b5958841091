package dev.turnout.bench.outcome;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where it was measured.
 *
 * @param processors that this program may use, a count
 * @param model of the processor, or its architecture where the system does not say
 * @param java version of the Java virtual machine
 * @param system name and version
 */
public record Machine(int processors, String model, String java, String system) {
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  public static Machine here() {
    return new Machine(
        Runtime.getRuntime().availableProcessors(),
        processor(),
        System.getProperty("java.version"),
        System.getProperty("os.name") + " " + System.getProperty("os.version"));
  }

  @Override
  public String toString() {
    return "%d x %s, Java %s, %s".formatted(processors, model, java, system);
  }

  Map<String, Object> tree() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("processors", processors);
    tree.put("model", model);
    tree.put("java", java);
    tree.put("system", system);
    return tree;
  }

  private static String processor() {
    try {
      for (String line : lines()) {
        if (line.startsWith("model name")) {
          return line.substring(line.indexOf(':') + 1).strip();
        }
      }
    } catch (IOException notThisSystem) {
      // The architecture must do.
    }
    return System.getProperty("os.arch");
  }

  private static List<String> lines() throws IOException {
    return Files.exists(CPU_INFO) ? Files.readAllLines(CPU_INFO) : List.of();
  }
}
