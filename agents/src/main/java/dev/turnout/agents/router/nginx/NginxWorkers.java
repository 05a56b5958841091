package dev.turnout.agents.router.nginx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The workers of an NGINX before a reload. For a moment they take new connections beside the new
 * ones, and a table is in force only when they no longer do.
 */
final class NginxWorkers {
  private final Set<Long> pids;

  private NginxWorkers(Set<Long> pids) {
    this.pids = pids;
  }

  static NginxWorkers of(NginxSettings settings) {
    try {
      String master = Files.readString(settings.directory().resolve("nginx.pid")).strip();
      return new NginxWorkers(
          ProcessHandle.of(Long.parseLong(master)).stream()
              .flatMap(ProcessHandle::children)
              .map(ProcessHandle::pid)
              .collect(Collectors.toSet()));
    } catch (IOException | NumberFormatException e) {
      return new NginxWorkers(Set.of());
    }
  }

  /** Whether each is gone or finishes what it has; true where the system does not tell. */
  boolean acceptNothing() {
    return pids.stream().noneMatch(NginxWorkers::accepts);
  }

  private static boolean accepts(long pid) {
    try {
      // A worker that only finishes says so in its title.
      String title = Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"));
      return title.startsWith("nginx") && !title.contains("shutting down");
    } catch (IOException gone) {
      return false;
    }
  }
}
