package dev.turnout.agents.launcher.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.agents.kubernetes.Interloper;
import dev.turnout.agents.kubernetes.KubeApiServer;
import dev.turnout.agents.kubernetes.KubeCluster;
import dev.turnout.agents.launcher.LaunchStatus;
import dev.turnout.agents.launcher.Launcher;
import dev.turnout.agents.launcher.LauncherContract;
import dev.turnout.agents.router.Endpoint;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The launcher over a real API server, with {@link StandInController} in place of nodes. */
@ExtendWith(KubeApiServer.class)
class KubernetesLauncherTest extends LauncherContract {
  private final KubeCluster cluster;
  private final String namespace;
  private final StandInController controller;

  KubernetesLauncherTest(KubeCluster given) {
    cluster = given;
    namespace = cluster.newNamespace();
    deployment("v1", 0);
    deployment("v2", 0);
    controller = new StandInController(cluster, namespace);
  }

  @AfterEach
  void closeController() {
    controller.close();
  }

  @Override
  protected Launcher newLauncher() {
    return launcher(Duration.ofMinutes(5));
  }

  @Test
  void shouldScaleOnlyWhatHasNoReplicas() {
    // given
    deployment("v3", 3);
    Launcher launcher = newLauncher();

    // when
    launcher.start(order("v2"));
    launcher.start(order("v3"));

    // then
    await(() -> isReady(launcher, "v2") && isReady(launcher, "v3"));
    assertThat(replicas("v2")).isEqualTo(2);
    assertThat(replicas("v3")).isEqualTo(3);
    launcher.close();
  }

  @Test
  void shouldScaleToNoneAndTellWhenTheLastReplicaHasEnded() {
    // given
    Launcher launcher = newLauncher();
    launcher.start(order("v2"));
    await(() -> isReady(launcher, "v2"));
    controller.pause();

    // when
    launcher.stop("v2");

    // then
    await(() -> replicas("v2") == 0);
    assertThat(launcher.statuses()).containsEntry("v2", new LaunchStatus.Stopping());
    controller.goOn();
    await(() -> launcher.statuses().isEmpty());
    launcher.close();
  }

  @Test
  void shouldScaleAgainWhatSomebodyElseScaledToNone() {
    // given
    Launcher launcher = newLauncher();
    launcher.start(order("v2"));
    await(() -> isReady(launcher, "v2"));

    // when
    cluster.merge(path("v2") + "/scale", "{\"spec\":{\"replicas\":0}}");

    // then
    await(() -> replicas("v2") == 2 && isReady(launcher, "v2"));
    launcher.close();
  }

  @Test
  void shouldLeaveDeploymentsWhenClosedAndFindThemAgain() {
    // given
    Launcher before = newLauncher();
    before.start(order("v2"));
    await(() -> isReady(before, "v2"));
    deployment("v3", 1);

    // when
    before.close();
    Launcher after = newLauncher();

    // then
    await(() -> isReady(after, "v2"));
    assertThat(replicas("v2")).isEqualTo(2);
    assertThat(after.statuses()).as("v3 was scaled by somebody else").doesNotContainKey("v3");
    after.stop("v2");
    await(() -> replicas("v2") == 0 && after.statuses().isEmpty());
    after.close();
  }

  @Test
  void shouldSayWhatIsMissing() {
    Launcher launcher = newLauncher();

    launcher.start(order("v9"));

    String expected =
        "Expected a Deployment in namespace %s with the labels turnout.dev/model=fraud and turnout.dev/version=v9, but there is none"
            .formatted(namespace);
    await(() -> new LaunchStatus.Preparing(expected).equals(launcher.statuses().get("v9")));
    launcher.close();
  }

  @Test
  void shouldGiveUpWhatIsNotReadyInTimeAndSayWhatKubernetesSays() {
    // given
    controller.fail("v2", "pods \"fraud-v2\" is forbidden: exceeded quota");
    Launcher launcher = launcher(Duration.ofMillis(300));

    // when
    launcher.start(order("v2"));

    // then
    LaunchStatus failed =
        new LaunchStatus.Failed(
            "It was not ready within PT0.3S: 0 of 2 replicas are available: pods \"fraud-v2\" is forbidden: exceeded quota");
    await(() -> failed.equals(launcher.statuses().get("v2")));
    launcher.close();
  }

  @Test
  void shouldBelieveWhatItSawForAWhileWhenTheServerIsAway() throws Exception {
    try (Interloper interloper = new Interloper(cluster)) {
      // given
      AtomicLong nanoTime = new AtomicLong();
      Launcher launcher =
          new KubernetesLauncher(
              settings(Duration.ofMinutes(5)), interloper.client(), nanoTime::get);
      launcher.start(order("v2"));
      await(() -> isReady(launcher, "v2"));

      // when
      interloper.setSilent(true);
      Thread.sleep(200);
      LaunchStatus soon = launcher.statuses().get("v2");
      nanoTime.addAndGet(Duration.ofSeconds(20).toNanos());
      await(() -> launcher.statuses().get("v2") instanceof LaunchStatus.Preparing);

      // then
      assertThat(soon).isInstanceOf(LaunchStatus.Ready.class);
      assertThat(launcher.statuses().get("v2").toString()).contains("but no answer came");
      interloper.setSilent(false);
      await(() -> isReady(launcher, "v2"));
      launcher.close();
    }
  }

  @Test
  void shouldRefuseTwoDeploymentsOfOneVersion() {
    cluster.create(
        "/apis/apps/v1/namespaces/%s/deployments".formatted(namespace), manifest("v1", "other", 0));
    Launcher launcher = newLauncher();

    launcher.start(order("v1"));

    await(
        () ->
            new LaunchStatus.Preparing(
                    "Expected one Deployment of version 'v1' of model 'fraud', but there are fraud-v1 and other")
                .equals(launcher.statuses().get("v1")));
    launcher.close();
  }

  @Test
  void shouldListenWhereTheVersionsServiceIs() {
    Launcher launcher = newLauncher();

    launcher.start(order("v2"));

    await(
        () ->
            new LaunchStatus.Ready(Endpoint.parse("http://fraud-v2:8080"))
                .equals(launcher.statuses().get("v2")));
    launcher.close();
  }

  private Launcher launcher(Duration startTimeout) {
    return new KubernetesLauncher(settings(startTimeout), cluster.client(), System::nanoTime);
  }

  private DeploymentSettings settings(Duration startTimeout) {
    return new DeploymentSettings(
        "fraud", namespace, "http://fraud-{version}:8080", 2, startTimeout, Duration.ofMillis(50));
  }

  private void deployment(String version, int replicas) {
    cluster.create(
        "/apis/apps/v1/namespaces/%s/deployments".formatted(namespace),
        manifest(version, "fraud-" + version, replicas));
  }

  private static String manifest(String version, String name, int replicas) {
    return """
    apiVersion: apps/v1
    kind: Deployment
    metadata:
      name: NAME
      labels: {turnout.dev/model: fraud, turnout.dev/version: VERSION}
    spec:
      replicas: REPLICAS
      selector: {matchLabels: {app: fraud, turnout.dev/version: VERSION}}
      template:
        metadata: {labels: {app: fraud, turnout.dev/version: VERSION}}
        spec: {containers: [{name: server, image: "fraud:VERSION"}]}
    """
        .replace("NAME", name)
        .replace("VERSION", version)
        .replace("REPLICAS", Integer.toString(replicas));
  }

  private String path(String version) {
    return "/apis/apps/v1/namespaces/%s/deployments/fraud-%s".formatted(namespace, version);
  }

  private int replicas(String version) {
    return cluster.send("GET", path(version), "", "").body().at("/spec/replicas").asInt();
  }

  private static boolean isReady(Launcher launcher, String version) {
    return launcher.statuses().get(version) instanceof LaunchStatus.Ready;
  }
}
