package dev.turnout.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnout.embedded.EmbeddedRegistry;
import dev.turnout.schemas.RegistryClient;
import dev.turnout.schemas.RegistryConfig;
import dev.turnout.schemas.RegistryException;
import dev.turnout.testing.Certificate;
import dev.turnout.testing.TlsFront;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A registry with a certificate that only its company's authority has signed. */
class RegistryTlsTest {
  private static final String STORE_PASSWORD = "ssl.truststore.password";

  @TempDir static Path folder;

  private static Certificate known;
  private static Certificate other;
  private static EmbeddedRegistry registry;
  private static TlsFront front;

  @BeforeAll
  static void start() {
    known = Certificate.make(folder, "known");
    other = Certificate.make(folder, "other");
    registry = EmbeddedRegistry.start();
    front = new TlsFront(known, registry.url(), "jane:right");
  }

  @AfterAll
  static void stop() {
    front.close();
    registry.close();
  }

  @Test
  void shouldTrustWhomTheBrokersClientsTrust() throws IOException {
    assertThat(idWith(pem("", known))).isPositive();
    assertThat(idWith(store("", known, Certificate.PASSWORD))).isPositive();
  }

  @Test
  void shouldTrustItsOwnAuthorityAndNoOther() throws IOException {
    // given
    Map<String, String> own = pem("schema.registry.", known);
    own.putAll(store("", other, Certificate.PASSWORD));
    Map<String, String> wrong = pem("schema.registry.", other);
    wrong.putAll(store("", known, Certificate.PASSWORD));

    // when // then
    assertThat(idWith(own)).isPositive();
    assertThatThrownBy(() -> idWith(wrong))
        .isInstanceOf(RegistryException.class)
        .hasMessageContaining("schema.registry.ssl.truststore.*");
  }

  @Test
  void shouldSayWhatToDoForWhomTheJvmDoesNotTrust() {
    assertThatThrownBy(() -> idWith(Map.of()))
        .isInstanceOf(RegistryException.class)
        .hasMessageContaining("is its certificate signed by an authority in");
  }

  @Test
  void shouldSayThatALoginIsWrong() throws IOException {
    // given
    Map<String, String> settings = pem("", known);
    settings.put("basic.auth.user.info", "jane:guessed");

    // when // then
    assertThatThrownBy(() -> idWith(settings))
        .hasMessageContaining("answered 401")
        .hasMessageContaining("(see 'basic.auth.user.info')")
        .hasMessageNotContaining("guessed");
  }

  @Test
  void shouldSayWhichFileCannotBeUsed() {
    // given
    Map<String, String> missing = store("", known, Certificate.PASSWORD);
    missing.put("ssl.truststore.location", folder.resolve("missing.p12").toString());

    // when // then
    assertThatThrownBy(() -> idWith(missing))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("'schema.registry.ssl.*' or 'ssl.*'")
        .hasMessageContaining("missing.p12")
        .hasMessageNotContaining(Certificate.PASSWORD);
    assertThatThrownBy(() -> idWith(store("", known, "guessed")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("password")
        .hasMessageNotContaining("guessed");
  }

  private static int idWith(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>();
    all.put("schema.registry.url", front.url());
    all.put("basic.auth.user.info", "jane:right");
    all.put("max.retries", "0");
    all.putAll(settings);
    return new RegistryClient(RegistryConfig.from(all))
        .idFor("fraud-value", Schema.create(Schema.Type.STRING));
  }

  private static Map<String, String> pem(String prefix, Certificate trusted) throws IOException {
    Map<String, String> settings = new HashMap<>();
    settings.put(prefix + "ssl.truststore.type", "PEM");
    settings.put(prefix + "ssl.truststore.certificates", Files.readString(trusted.file()));
    return settings;
  }

  private static Map<String, String> store(String prefix, Certificate trusted, String password) {
    Map<String, String> settings = new HashMap<>();
    settings.put(prefix + "ssl.truststore.type", "PKCS12");
    settings.put(prefix + "ssl.truststore.location", trusted.storeFile().toString());
    settings.put(prefix + STORE_PASSWORD, password);
    return settings;
  }
}
