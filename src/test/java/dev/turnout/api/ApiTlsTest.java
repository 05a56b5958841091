package dev.turnout.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnout.bus.Connection;
import dev.turnout.cli.Cli;
import dev.turnout.schemas.Topics;
import dev.turnout.testing.ApiClient;
import dev.turnout.testing.Certificate;
import dev.turnout.yaml.YamlDocument;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Callable;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The API over TLS; whether there is a bus does not matter. */
class ApiTlsTest {
  private static final String OPEN = "/api/v1/openapi.json";

  @TempDir Path folder;

  private Certificate first;

  @BeforeEach
  void makeCertificate() throws IOException {
    first = Certificate.make(folder, "first");
    show(first);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void shouldServeOverTlsAndTellCallersToStayThere(String protocol) throws IOException {
    try (ApiServer server = start()) {
      // when
      ApiClient.Answer answer = ApiClient.at(server.port(), first.trusted()).get(OPEN);

      // then
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.header("Strict-Transport-Security")).isEqualTo("max-age=31536000");
      assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(spoken(server.port(), first.trusted(), protocol)).isEqualTo(protocol);
      assertThatThrownBy(() -> ApiClient.at(server.port()).get(OPEN))
          .isInstanceOf(UncheckedIOException.class);
    }
  }

  @Test
  void shouldBeTrustedByTheCommandLineThatKnowsItsCertificate() {
    try (ApiServer server = start()) {
      String[] command = {"get", "rollouts", "--server", "https://127.0.0.1:" + server.port()};
      String[] trusting = Arrays.copyOf(command, command.length + 2);
      trusting[command.length] = "--cacert";
      trusting[command.length + 1] = first.file().toString();

      // when
      Cli.Result trusted = Cli.run(trusting);
      Cli.Result stranger = Cli.run(command);

      // then
      assertThat(trusted.code()).as("%s", trusted).isZero();
      assertThat(trusted.out()).contains("No model is known yet");
      assertThat(stranger.code()).isEqualTo(5);
      assertThat(stranger.err()).contains("Could not trust the API at https://", "--cacert FILE");
    }
  }

  @Test
  void shouldShowARenewedCertificateAndKeepTheFormerWhileItIsWrong() throws IOException {
    try (ApiServer server = start()) {
      Certificate second = Certificate.make(folder, "second");

      // when
      Files.writeString(folder.resolve("tls.crt"), "not a certificate");

      // then
      until(() -> !server.warnings().isEmpty());
      assertThat(server.warnings().get(0)).contains("tls.crt", "the former stays in force");
      assertThat(ApiClient.at(server.port(), first.trusted()).get(OPEN).status()).isEqualTo(200);

      // when
      show(second);

      // then
      until(() -> trusts(server.port(), second));
      until(() -> server.warnings().isEmpty());
      assertThat(trusts(server.port(), first)).isFalse();
    }
  }

  @Test
  void shouldNotStartWithoutAKey() throws IOException {
    Files.delete(folder.resolve("tls.key"));

    assertThatThrownBy(this::start)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Expected a certificate and its key in PEM as api.tls")
        .hasMessageContaining("tls.key");
  }

  @Test
  void shouldTellNobodyToStayOnTlsWhoCameWithout() {
    try (ApiServer server = start("listen: 127.0.0.1:0\n")) {
      assertThat(ApiClient.at(server.port()).get(OPEN).header("Strict-Transport-Security"))
          .isEmpty();
    }
  }

  private void show(Certificate certificate) throws IOException {
    Files.copy(
        certificate.keyFile(), folder.resolve("tls.key"), StandardCopyOption.REPLACE_EXISTING);
    Files.copy(certificate.file(), folder.resolve("tls.crt"), StandardCopyOption.REPLACE_EXISTING);
  }

  private ApiServer start() {
    return start(
        "listen: 127.0.0.1:0\ntls: {certificate: %s, key: %s}\n"
            .formatted(folder.resolve("tls.crt"), folder.resolve("tls.key")));
  }

  private static ApiServer start(String yaml) {
    ApiConfig config = YamlDocument.parse(yaml, "api.yaml").read(ApiConfig::read);
    Map<String, Object> nowhere =
        Map.of("bootstrap.servers", "127.0.0.1:1", "schema.registry.url", "http://127.0.0.1:1");
    return ApiServer.start(config, new Connection(nowhere, Topics.standard()));
  }

  private static String spoken(int port, SSLContext tls, String protocol) throws IOException {
    try (SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket("127.0.0.1", port)) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setProtocols(new String[] {protocol});
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      return socket.getSession().getProtocol();
    }
  }

  private static boolean trusts(int port, Certificate certificate) throws IOException {
    try {
      return !spoken(port, certificate.trusted(), "TLSv1.3").isEmpty();
    } catch (SSLHandshakeException e) {
      return false;
    }
  }

  private static void until(Callable<Boolean> condition) {
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(condition);
  }
}
