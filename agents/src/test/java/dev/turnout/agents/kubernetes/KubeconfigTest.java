package dev.turnout.agents.kubernetes;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is refused of a kubeconfig. */
class KubeconfigTest {
  @TempDir private Path directory;

  @Test
  void shouldRefuseAProgramForTheToken() {
    assertThatThrownBy(() -> access("exec: {command: aws}", "{}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Expected a user with a token or a client-certificate in ")
        .hasMessageEndingWith("but got a program to run");
  }

  @Test
  void shouldRefuseToTrustEverybody() {
    assertThatThrownBy(() -> access("token: x", "{insecure-skip-tls-verify: true}"))
        .hasMessageStartingWith("Expected a cluster's certificate-authority in ")
        .hasMessageEndingWith("but got insecure-skip-tls-verify, which trusts everybody");
  }

  @Test
  void shouldSayWhichContextIsMissing() {
    assertThatThrownBy(() -> Kubeconfig.access(file("token: x", "{}"), Optional.of("prod")))
        .hasMessageStartingWith("Expected 'prod' among the contexts in ")
        .hasMessageEndingWith("but got none of that name");
  }

  @Test
  void shouldSayWhichFileIsMissing() {
    assertThatThrownBy(() -> Kubeconfig.access(directory.resolve("none"), Optional.empty()))
        .hasMessage(
            "Expected a kubeconfig in %s, but it cannot be read (outside of a pod name one: cluster: {kubeconfig: FILE})",
            directory.resolve("none"));
  }

  @Test
  void shouldSayWhatIsNoCertificate() {
    assertThatThrownBy(
            () ->
                access(
                    "client-certificate-data: aGVsbG8=, client-key-data: aGVsbG8=",
                    "{certificate-authority-data: aGVsbG8=}"))
        .hasMessageStartingWith("Expected a client certificate and its key in PEM")
        .hasMessageContaining("but they cannot be used: ");
  }

  private KubeAccess access(String user, String cluster) throws IOException {
    return Kubeconfig.access(file(user, cluster), Optional.empty());
  }

  private Path file(String user, String cluster) throws IOException {
    String all = cluster.substring(1, cluster.length() - 1);
    return Files.writeString(
        directory.resolve("config"),
        """
        current-context: test
        contexts: [{name: test, context: {cluster: local, user: me}}]
        clusters: [{name: local, cluster: {server: "https://127.0.0.1:1" %s}}]
        users: [{name: me, user: {%s}}]
        """
            .formatted(all.isEmpty() ? "" : ", " + all, user));
  }
}
