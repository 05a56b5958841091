package dev.turnout.agents.kubernetes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The access that every pod has: its service account's token and the cluster's certificate. */
public final class InCluster {
  /** Where a pod finds them. */
  public static final Path DIRECTORY = Path.of("/var/run/secrets/kubernetes.io/serviceaccount");

  private InCluster() {}

  /** Whether these environment variables are those of a pod. */
  public static boolean isPod(Map<String, String> environment) {
    return environment.containsKey("KUBERNETES_SERVICE_HOST");
  }

  /**
   * The access of this pod.
   *
   * @throws IllegalArgumentException if a file is missing, saying which and why that may be
   */
  public static KubeAccess access(Map<String, String> environment, Path directory) {
    String host = environment.getOrDefault("KUBERNETES_SERVICE_HOST", "");
    String port = environment.getOrDefault("KUBERNETES_SERVICE_PORT", "443");
    String authority = host.contains(":") ? "[" + host + "]" : host;
    Path token = directory.resolve("token");
    String namespace = read(directory.resolve("namespace"));
    read(token);
    return new KubeAccess(
        URI.create("https://" + authority + ":" + port),
        Tls.trusting(read(directory.resolve("ca.crt"))),
        () -> Optional.of(readAgain(token)),
        namespace);
  }

  private static String read(Path file) {
    try {
      return readAgain(file);
    } catch (UncheckedIOException e) {
      throw new IllegalArgumentException(
          "Expected %s in this pod, but it cannot be read: is automountServiceAccountToken false?"
              .formatted(file),
          e);
    }
  }

  private static String readAgain(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }
}
