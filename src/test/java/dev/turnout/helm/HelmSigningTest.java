package dev.turnout.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnout.service.ServiceConfig;
import dev.turnout.signing.SigningConfig;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The trusted keys come with the chart, the orchestrators' own from a Secret. */
class HelmSigningTest {
  private static final String VALUES = "signed.yaml";

  @Test
  void shouldGiveOrchestratorsTheTrustedKeysAndTheirOwn() {
    // given
    String manifests = Chart.manifests(VALUES);
    Map<String, Object> data = data(manifests);

    // when
    SigningConfig signing =
        ServiceConfig.parse(String.valueOf(data.get("orchestrator.yaml")), VALUES)
            .signing()
            .orElseThrow();

    // then
    assertThat(manifests)
        .contains(
            "mountPath: " + signing.trusted(),
            "mountPath: " + signing.key().orElseThrow().getParent(),
            "secretName: turnout-signing");
    assertThat(String.valueOf(data.get("keys.yaml"))).contains("required: true", "role: admin");
  }

  @Test
  void shouldNeedASecretWithTheOwnKey() {
    assertThatThrownBy(
            () -> Chart.command(VALUES).set("orchestrator.signing.existingSecret", "").call())
        .hasMessageContaining("orchestrator.signing.existingSecret: name the Secret");
  }

  private static Map<String, Object> data(String manifests) {
    return Chart.objects(manifests).stream()
        .filter(object -> "ConfigMap".equals(object.get("kind")))
        .map(object -> Chart.map(object.get("data")))
        .filter(data -> data.containsKey("orchestrator.yaml"))
        .findFirst()
        .orElseThrow();
  }
}
