package dev.turnout.agents.router.nginx;

import dev.turnout.agents.router.RouterException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The executable of NGINX, which checks configurations and signals the one that runs. */
final class NginxProgram {
  private static final long LIMIT_SECONDS = 20;
  private static final List<String> SBIN = List.of("/usr/sbin", "/usr/local/sbin");

  private final NginxSettings settings;

  NginxProgram(NginxSettings settings) {
    this.settings = settings;
  }

  /** The best of these modes whose configuration this NGINX accepts. */
  NginxMode mode(Predicate<NginxMode> these) {
    List<String> complaints = new ArrayList<>();
    for (NginxMode mode : Arrays.stream(NginxMode.values()).filter(these).toList()) {
      String complaint = complaint(new NginxConfigText(settings, mode).with(Map.of()));
      if (complaint.isEmpty()) {
        return mode;
      }
      complaints.add(complaint);
    }
    throw new RouterException(
        "Expected NGINX to accept its configuration, but it says: "
            + complaints.get(complaints.size() - 1));
  }

  /** Why NGINX does not accept a configuration; empty if it does. */
  String complaint(String config) {
    Path candidate = settings.directory().resolve("candidate.conf");
    try {
      Files.writeString(candidate, config);
    } catch (IOException e) {
      throw new RouterException("Expected to write %s, but: %s".formatted(candidate, e), e);
    }
    return run("-t", "-q", "-c", candidate.toString());
  }

  /** Lets the NGINX that runs read its configuration again. */
  void reload() {
    String complaint = run("-s", "reload", "-c", settings.configFile().toString());
    if (!complaint.isEmpty()) {
      throw new RouterException("Expected NGINX to reload, but it says: " + complaint);
    }
  }

  private String run(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(path());
    command.addAll(List.of(arguments));
    Path output = settings.directory().resolve("program.log");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return "it took longer than %d s".formatted(LIMIT_SECONDS);
      }
      return process.exitValue() == 0 ? "" : errors(output);
    } catch (IOException e) {
      throw new RouterException(
          "Expected to run '%s', but: %s (install it, or name it as 'program')"
              .formatted(String.join(" ", command), e.getMessage()),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RouterException("Interrupted while NGINX was at work", e);
    }
  }

  private static String errors(Path output) throws IOException {
    return Files.readAllLines(output).stream()
        .filter(line -> line.contains("[emerg]") || line.contains("[error]"))
        .collect(Collectors.joining("; "));
  }

  /** Debian keeps it where the PATH of users does not look. */
  private String path() {
    if (settings.program().contains(File.separator)) {
      return settings.program();
    }
    return SBIN.stream()
        .map(folder -> Path.of(folder, settings.program()))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst()
        .orElse(settings.program());
  }
}
