package dev.turnout.agents.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.turnout.yaml.YamlDocument;
import dev.turnout.yaml.YamlNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/**
 * A file as {@code kubectl} has it. Users with a token, a token's file or a client's certificate
 * are understood; programs that fetch a token are not run.
 */
public final class Kubeconfig {
  private final Path file;
  private final JsonNode content;

  private Kubeconfig(Path file, JsonNode content) {
    this.file = file;
    this.content = content;
  }

  /**
   * The access that a context of a file gives.
   *
   * @param context its name; empty for the current one
   * @throws IllegalArgumentException if it cannot be used, saying why
   */
  public static KubeAccess access(Path file, Optional<String> context) {
    try {
      Object plain =
          YamlDocument.parse(Files.readString(file), file.toString()).read(YamlNode::plain);
      return new Kubeconfig(file, new ObjectMapper().valueToTree(plain)).access(context);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "Expected a kubeconfig in %s, but it cannot be read (outside of a pod name one: cluster: {kubeconfig: FILE})"
              .formatted(file),
          e);
    }
  }

  private KubeAccess access(Optional<String> asked) {
    String name = asked.orElseGet(() -> content.path("current-context").asText());
    JsonNode context = named("contexts", "context", name);
    JsonNode cluster = named("clusters", "cluster", context.path("cluster").asText());
    JsonNode user = named("users", "user", context.path("user").asText());
    String namespace = context.path("namespace").asText("default");
    return new KubeAccess(
        URI.create(cluster.path("server").asText().replaceAll("/+$", "")),
        tls(cluster, user),
        token(user),
        namespace.isEmpty() ? "default" : namespace);
  }

  private SSLContext tls(JsonNode cluster, JsonNode user) {
    if (cluster.path("insecure-skip-tls-verify").asBoolean()) {
      throw invalid(
          "a cluster's certificate-authority", "insecure-skip-tls-verify, which trusts everybody");
    }
    String authority = pem(cluster, "certificate-authority").orElse("");
    Optional<String> certificate = pem(user, "client-certificate");
    if (certificate.isEmpty()) {
      return Tls.trusting(authority);
    }
    String key =
        pem(user, "client-key")
            .orElseThrow(() -> invalid("the client-key of the client-certificate", "none"));
    return Tls.trusting(authority, certificate.get(), key);
  }

  private Supplier<Optional<String>> token(JsonNode user) {
    if (user.has("token")) {
      Optional<String> token = Optional.of(user.path("token").asText());
      return () -> token;
    }
    if (user.has("tokenFile")) {
      Path path = besides(user.path("tokenFile").asText());
      return () -> Optional.of(read(path).strip());
    }
    if (!user.has("client-certificate") && !user.has("client-certificate-data")) {
      String came = user.has("exec") || user.has("auth-provider") ? "a program to run" : "neither";
      throw invalid("a user with a token or a client-certificate", came);
    }
    return Optional::empty;
  }

  /** The entry of a list with this name. */
  private JsonNode named(String list, String key, String name) {
    for (JsonNode entry : content.path(list)) {
      if (entry.path("name").asText().equals(name) && entry.has(key)) {
        return entry.path(key);
      }
    }
    throw invalid("'%s' among the %s".formatted(name, list), "none of that name");
  }

  /** What is in the file itself, in Base64, or in another file. */
  private Optional<String> pem(JsonNode node, String key) {
    if (node.has(key + "-data")) {
      byte[] bytes = Base64.getMimeDecoder().decode(node.path(key + "-data").asText());
      return Optional.of(new String(bytes, StandardCharsets.US_ASCII));
    }
    return node.has(key) ? Optional.of(read(besides(node.path(key).asText()))) : Optional.empty();
  }

  private Path besides(String path) {
    return file.toAbsolutePath().resolveSibling(path);
  }

  private static String read(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + path, e);
    }
  }

  private IllegalArgumentException invalid(String expected, String came) {
    return new IllegalArgumentException(
        "Expected %s in %s, but got %s".formatted(expected, file, came));
  }
}
