package dev.turnout.agents.launcher.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeploymentTest {

  @ParameterizedTest
  @CsvSource({
    "2, 2, 2, True,  true",
    "2, 1, 2, True,  false", // what is said is about an older order
    "2, 2, 1, False, false", // one of two is not what Kubernetes calls available
    "2, 2, 0, True,  false", // nobody is there, as at none replicas
  })
  void shouldBeReadyWhenKubernetesCallsTheNewestOrderAvailable(
      int generation, int observed, int available, String condition, boolean ready)
      throws JsonProcessingException {
    String object =
        """
        {"metadata": {"name": "fraud-v2", "generation": %d, "labels": {"turnout.dev/version": "v2"}},
         "spec": {"replicas": 2},
         "status": {"observedGeneration": %d, "replicas": 2, "availableReplicas": %d,
          "conditions": [{"type": "Available", "status": "%s"}]}}
        """
            .formatted(generation, observed, available, condition);

    Deployment deployment = Deployment.of(new ObjectMapper().readTree(object));

    assertThat(deployment)
        .isEqualTo(
            new Deployment(
                "fraud-v2",
                "v2",
                2,
                2,
                ready,
                "%d of 2 replicas are available".formatted(available),
                false));
  }

  @Test
  void shouldSayThatItHasNoReplicasYet() throws JsonProcessingException {
    Deployment deployment =
        Deployment.of(new ObjectMapper().readTree("{\"spec\": {\"replicas\": 0}}"));

    assertThat(deployment.ready()).isFalse();
    assertThat(deployment.complaint()).isEqualTo("it is to get its first replicas");
  }
}
