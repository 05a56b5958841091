package dev.turnout.bench.routers;

import dev.turnout.agents.router.RouterException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The programs that this machine has: data planes, and what loads them.
 *
 * @param programs where each is, by its name
 */
public record Installed(Map<String, Path> programs) {
  public Installed {
    programs = Map.copyOf(programs);
  }

  /** Those on the PATH, and where Debian keeps them, which the PATH of users leaves out. */
  public static Installed here() {
    Map<String, Path> found = new TreeMap<>();
    for (String name : new String[] {"haproxy", "nginx", "wrk"}) {
      find(name).ifPresent(path -> found.put(name, path));
    }
    return new Installed(found);
  }

  /** The same with this NGINX. */
  public Installed withNginx(Path program) {
    Map<String, Path> changed = new TreeMap<>(programs);
    changed.put("nginx", program.toAbsolutePath());
    return new Installed(changed);
  }

  /** Whether there is what a data plane is made of. */
  public boolean has(PlaneKind kind) {
    return kind.program().map(programs::containsKey).orElse(true);
  }

  /** Whether there is a program of this name. */
  public boolean has(String name) {
    return programs.containsKey(name);
  }

  /** Where a program is. */
  public String path(String name) {
    Path path = programs.get(name);
    if (path == null) {
      throw new RouterException("Expected '%s' to be installed".formatted(name));
    }
    return path.toString();
  }

  private static Optional<Path> find(String name) {
    return Stream.concat(
            Stream.of(System.getenv().getOrDefault("PATH", "").split(":")),
            Stream.of("/usr/sbin", "/usr/local/sbin"))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
