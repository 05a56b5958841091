package dev.turnout.agents.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The ways to prove who asks, before a real API server. */
@ExtendWith(KubeApiServer.class)
class KubeAccessTest {
  @TempDir private Path directory;
  private KubeCluster cluster;
  private String namespace;
  private String token;

  @BeforeEach
  void makeAccount(KubeCluster given) {
    cluster = given;
    namespace = cluster.newNamespace();
    cluster.create(
        "/api/v1/namespaces/%s/serviceaccounts".formatted(namespace),
        "{apiVersion: v1, kind: ServiceAccount, metadata: {name: default}}");
    token = cluster.token(namespace, "default");
  }

  @Test
  void shouldBeThePodsAccountInAPod() throws Exception {
    // given
    URI server = cluster.server();
    Map<String, String> environment =
        Map.of(
            "KUBERNETES_SERVICE_HOST", server.getHost(),
            "KUBERNETES_SERVICE_PORT", Integer.toString(server.getPort()));
    Files.copy(cluster.authority(), directory.resolve("ca.crt"));
    Files.writeString(directory.resolve("token"), "expired");
    Files.writeString(directory.resolve("namespace"), namespace);

    // when
    KubeAccess access = InCluster.access(environment, directory);
    Files.writeString(directory.resolve("token"), token + "\n");

    // then
    assertThat(access.namespace()).isEqualTo(namespace);
    assertKnownAs("system:serviceaccount:" + namespace + ":default", access);
  }

  @Test
  void shouldSayWhatAPodLacks() {
    assertThatThrownBy(() -> InCluster.access(Map.of("KUBERNETES_SERVICE_HOST", "x"), directory))
        .hasMessage(
            "Expected %s in this pod, but it cannot be read: is automountServiceAccountToken false?",
            directory.resolve("namespace"));
  }

  @Test
  void shouldBeTheUserOfAKubeconfig() throws Exception {
    Files.writeString(directory.resolve("token"), token);
    for (String user : new String[] {"token: " + token, "tokenFile: token"}) {
      KubeAccess access = Kubeconfig.access(kubeconfig(user), Optional.empty());

      assertThat(access.namespace()).isEqualTo(namespace);
      assertKnownAs("system:serviceaccount:" + namespace + ":default", access);
    }
  }

  @Test
  void shouldBeTheUserOfACertificate() throws Exception {
    ClientIdentity identity = cluster.clientIdentity();
    Files.writeString(directory.resolve("client.crt"), identity.certificate());
    for (String key : new String[] {identity.key(), identity.bareKey()}) {
      String data = Base64.getEncoder().encodeToString(key.getBytes(StandardCharsets.US_ASCII));
      Path file = kubeconfig("client-certificate: client.crt\n      client-key-data: " + data);

      assertKnownAs("certified", Kubeconfig.access(file, Optional.of("test")));
    }
  }

  @Test
  void shouldTrustNobodyElse() throws Exception {
    Path file = kubeconfig("token: x");
    Path stranger = directory.resolve("stranger.crt");
    Files.writeString(stranger, cluster.clientIdentity().certificate());
    Files.writeString(
        file, Files.readString(file).replace(cluster.authority().toString(), stranger.toString()));
    KubeClient client = new KubeClient(Kubeconfig.access(file, Optional.empty()));

    assertThatThrownBy(() -> client.get(KubeResource.service(namespace, "fraud")))
        .isInstanceOf(KubeFailure.class)
        .hasMessageContaining("but no answer came:");
  }

  @Test
  void shouldSayWhenTheTokenIsWrong() throws Exception {
    KubeAccess access = Kubeconfig.access(kubeconfig("token: wrong"), Optional.empty());

    assertThatThrownBy(() -> new KubeClient(access).get(KubeResource.service(namespace, "fraud")))
        .hasMessage(
            "Expected the API server to know who asks for get services %s/fraud, but it does not (401: Unauthorized): the token or certificate is wrong or has expired",
            namespace);
    assertThat(access.toString()).doesNotContain("wrong");
  }

  private void assertKnownAs(String name, KubeAccess access) {
    assertThatThrownBy(() -> new KubeClient(access).get(KubeResource.service(namespace, "fraud")))
        .hasMessageContaining("User \"%s\" cannot get resource", name);
  }

  private Path kubeconfig(String user) throws IOException {
    return Files.writeString(
        directory.resolve("config"),
        """
        apiVersion: v1
        kind: Config
        current-context: test
        contexts:
          - name: test
            context: {cluster: local, user: me, namespace: %s}
        clusters:
          - name: local
            cluster:
              server: %s/
              certificate-authority: %s
        users:
          - name: me
            user:
              %s
        """
            .formatted(namespace, cluster.server(), cluster.authority(), user));
  }
}
