package dev.turnout.agents.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.turnout.agents.testing.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A running API server, and what tests do with it as its administrator. */
public final class KubeCluster implements AutoCloseable {
  private static final String TOKEN = "admin-token";
  private static final Duration START_LIMIT = Duration.ofMinutes(3);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path directory;
  private final URI server;
  private final HttpClient http;
  private final Process etcd;
  private final Process apiServer;
  private final AtomicInteger namespaces = new AtomicInteger();

  /** An answer of the server. */
  public record Answer(int status, JsonNode body) {
    /** Whether the server took it; else its message says why not. */
    public boolean isOk() {
      return status / 100 == 2;
    }

    public String message() {
      return status + ": " + body.path("message").asText();
    }
  }

  private KubeCluster(Path directory, Process etcd, Process apiServer, int port) {
    this.directory = directory;
    this.etcd = etcd;
    this.apiServer = apiServer;
    this.server = URI.create("https://127.0.0.1:" + port);
    awaitFile(authority());
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .sslContext(Tls.trusting(text(authority())))
            .build();
  }

  static KubeCluster start(Path binaries) {
    long begin = System.nanoTime();
    try {
      Path directory = Files.createTempDirectory("turnout-kubernetes");
      Files.writeString(directory.resolve("tokens.csv"), TOKEN + ",admin,1,\"system:masters\"\n");
      Files.writeString(directory.resolve("sa.key"), key());
      ClientIdentity.make(directory);
      int store = FreePorts.take();
      int peer = FreePorts.take();
      int port = FreePorts.take();
      Process etcd = run(directory, "etcd", etcd(binaries, directory, store, peer));
      Process server = run(directory, "kube-apiserver", server(binaries, directory, store, port));
      KubeCluster cluster = new KubeCluster(directory, etcd, server, port);
      Runtime.getRuntime().addShutdownHook(new Thread(cluster::close));
      cluster.awaitReady();
      cluster.install(binaries.resolve("gateway.networking.k8s.io_httproutes.yaml"));
      System.out.printf(
          "[kubernetes] real kube-apiserver %s with etcd at %s (%d ms)%n",
          cluster.send("GET", "/version", "", "").body().path("gitVersion").asText(),
          cluster.server,
          (System.nanoTime() - begin) / 1_000_000);
      return cluster;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The administrator's access. */
  public KubeAccess access() {
    return access(TOKEN, "default");
  }

  /** The access of whoever has this token. */
  public KubeAccess access(String token, String namespace) {
    return new KubeAccess(
        server, Tls.trusting(text(authority())), () -> Optional.of(token), namespace);
  }

  /** A client of the administrator. */
  public KubeClient client() {
    return new KubeClient(access());
  }

  /** An object as it is now. */
  public JsonNode read(KubeResource resource) {
    Answer answer = send("GET", resource.path(), "", "");
    assertThat(answer.isOk()).as(answer.message()).isTrue();
    return answer.body();
  }

  /** The file with the certificate to trust. */
  public Path authority() {
    return directory.resolve("certs").resolve("apiserver.crt");
  }

  /** A user whom the server knows by a certificate. */
  public ClientIdentity clientIdentity() {
    return new ClientIdentity(directory);
  }

  /** Where it listens. */
  public URI server() {
    return server;
  }

  /** Makes a namespace that no other test has. */
  public String newNamespace() {
    return namespace("test-" + namespaces.incrementAndGet());
  }

  /** Makes a namespace unless it is there. */
  public String namespace(String name) {
    Answer made =
        send(
            "POST",
            "/api/v1/namespaces",
            "application/yaml",
            "{apiVersion: v1, kind: Namespace, metadata: {name: %s}}".formatted(name));
    assertThat(made.isOk() || made.status() == 409).as(made.message()).isTrue();
    return name;
  }

  /** Makes one object of YAML, at the path of its kind such as {@code /api/v1/.../services}. */
  public JsonNode create(String path, String yaml) {
    Answer made = send("POST", path, "application/yaml", yaml);
    assertThat(made.isOk()).as(made.message()).isTrue();
    return made.body();
  }

  /** A token of a service account, as its pods have it. */
  public String token(String namespace, String account) {
    String path = "/api/v1/namespaces/%s/serviceaccounts/%s/token".formatted(namespace, account);
    return create(path, "{apiVersion: authentication.k8s.io/v1, kind: TokenRequest, spec: {}}")
        .at("/status/token")
        .asText();
  }

  /** Changes an object as {@code kubectl patch --type=merge} does. */
  public JsonNode merge(String path, String patch) {
    Answer done = send("PATCH", path, "application/merge-patch+json", patch);
    assertThat(done.isOk()).as(done.message()).isTrue();
    return done.body();
  }

  /** Any request of the administrator's; type and body may be empty. */
  public Answer send(String method, String path, String type, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server + path))
            .header("Authorization", "Bearer " + TOKEN)
            .timeout(Duration.ofMinutes(1))
            .method(method, BodyPublishers.ofString(body));
    if (!type.isEmpty()) {
      request.header("Content-Type", type);
    }
    try {
      HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
      return new Answer(answer.statusCode(), json(answer.body()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    apiServer.destroyForcibly();
    etcd.destroyForcibly();
    try {
      apiServer.waitFor(10, TimeUnit.SECONDS);
      etcd.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void install(Path definition) {
    create("/apis/apiextensions.k8s.io/v1/customresourcedefinitions", text(definition));
    await(
        () -> send("GET", "/apis/gateway.networking.k8s.io/v1/httproutes", "", "").isOk(),
        "the definition of HTTPRoute");
  }

  private void awaitReady() {
    await(
        () -> {
          assertThat(apiServer.isAlive()).as("%s", log()).isTrue();
          try {
            return send("GET", "/readyz", "", "").isOk();
          } catch (UncheckedIOException e) {
            return false;
          }
        },
        "the API server");
  }

  private void awaitFile(Path file) {
    await(() -> Files.exists(file) && text(file).contains("END CERTIFICATE"), file.toString());
  }

  private String log() {
    return text(directory.resolve("kube-apiserver.log"));
  }

  private interface Condition {
    boolean holds();
  }

  private static void await(Condition condition, String what) {
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    while (!condition.holds()) {
      assertThat(System.nanoTime()).as("waited too long for " + what).isLessThan(deadline);
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static List<String> etcd(Path binaries, Path directory, int store, int peer) {
    return List.of(
        binaries.resolve("etcd").toString(),
        "--data-dir=" + directory.resolve("etcd"),
        "--unsafe-no-fsync",
        "--listen-client-urls=http://127.0.0.1:" + store,
        "--advertise-client-urls=http://127.0.0.1:" + store,
        "--listen-peer-urls=http://127.0.0.1:" + peer,
        "--initial-advertise-peer-urls=http://127.0.0.1:" + peer,
        "--initial-cluster=default=http://127.0.0.1:" + peer);
  }

  private static List<String> server(Path binaries, Path directory, int store, int port) {
    return List.of(
        binaries.resolve("kube-apiserver").toString(),
        "--etcd-servers=http://127.0.0.1:" + store,
        "--bind-address=127.0.0.1",
        "--advertise-address=127.0.0.1",
        "--secure-port=" + port,
        "--cert-dir=" + directory.resolve("certs"),
        "--client-ca-file=" + directory.resolve(ClientIdentity.CERTIFICATE),
        "--token-auth-file=" + directory.resolve("tokens.csv"),
        "--authorization-mode=RBAC",
        "--service-cluster-ip-range=10.0.0.0/24",
        "--service-account-issuer=https://kubernetes.default.svc",
        "--service-account-signing-key-file=" + directory.resolve("sa.key"),
        "--service-account-key-file=" + directory.resolve("sa.key"),
        "--disable-admission-plugins=ServiceAccount");
  }

  private static Process run(Path directory, String name, List<String> command) throws IOException {
    return new ProcessBuilder(command)
        .directory(directory.toFile())
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve(name + ".log").toFile())
        .start();
  }

  private static String key() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    byte[] key = generator.generateKeyPair().getPrivate().getEncoded();
    return "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
        .formatted(Base64.getMimeEncoder().encodeToString(key));
  }

  private static JsonNode json(String body) {
    try {
      return JSON.readTree(body);
    } catch (IOException e) {
      return JSON.createObjectNode().put("message", body);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
