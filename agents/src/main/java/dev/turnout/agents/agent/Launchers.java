package dev.turnout.agents.agent;

import dev.turnout.agents.config.LauncherConfig;
import dev.turnout.agents.config.ModelConfig;
import dev.turnout.agents.config.PortRange;
import dev.turnout.agents.launcher.Launcher;
import dev.turnout.agents.launcher.fixed.FixedLauncher;
import dev.turnout.agents.launcher.kubernetes.DeploymentSettings;
import dev.turnout.agents.launcher.kubernetes.KubernetesLauncher;
import dev.turnout.agents.launcher.process.PortPool;
import dev.turnout.agents.launcher.process.ProcessConfig;
import dev.turnout.agents.launcher.process.ProcessLauncher;
import dev.turnout.agents.probe.HealthChecker;
import dev.turnout.agents.probe.HttpHealthChecker;
import dev.turnout.agents.probe.HttpProbe;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes the launchers of the models, with their health checks, and closes them. */
final class Launchers implements AutoCloseable {
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  private final Path dataDir;
  private final HttpProbe probe;
  private final Clusters clusters;
  private final Map<PortRange, PortPool> pools = new HashMap<>();
  private final List<Launcher> launchers = new ArrayList<>();
  private final List<HealthChecker> checkers = new ArrayList<>();

  /**
   * Makes none yet.
   *
   * @param probe stays the caller's to close, after this
   */
  Launchers(Path dataDir, HttpProbe probe, Clusters clusters) {
    this.dataDir = dataDir;
    this.probe = probe;
    this.clusters = clusters;
  }

  Launcher open(ModelConfig model) {
    Launcher launcher =
        model.launcher() instanceof LauncherConfig.Kubernetes deployments
            ? new KubernetesLauncher(
                settings(model, deployments),
                clusters.client(deployments.cluster()),
                System::nanoTime)
            : checked(model, checker(model));
    launchers.add(launcher);
    return launcher;
  }

  @Override
  public void close() {
    launchers.forEach(Launcher::close);
    checkers.forEach(HealthChecker::close);
  }

  private Launcher checked(ModelConfig model, HealthChecker health) {
    return model.launcher() instanceof LauncherConfig.Process process
        ? new ProcessLauncher(config(model, process), pool(process.ports()), health)
        : new FixedLauncher(
            model.name(), ((LauncherConfig.Static) model.launcher()).endpoints(), health);
  }

  private HealthChecker checker(ModelConfig model) {
    HealthChecker health = new HttpHealthChecker(probe, model.health());
    checkers.add(health);
    return health;
  }

  private DeploymentSettings settings(ModelConfig model, LauncherConfig.Kubernetes deployments) {
    return new DeploymentSettings(
        model.name(),
        clusters.namespace(deployments.cluster()),
        deployments.endpoint(),
        deployments.replicas(),
        deployments.startTimeout(),
        LOOK_EVERY);
  }

  private ProcessConfig config(ModelConfig model, LauncherConfig.Process process) {
    return ProcessConfig.of(
            model.name(), process.command(), dataDir.resolve("processes").resolve(model.name()))
        .withTimes(process.startTimeout(), process.grace(), process.attempts(), process.backOff())
        .withServer(process.limits(), process.protocol(), process.foreignListener());
  }

  private PortPool pool(PortRange ports) {
    return pools.computeIfAbsent(ports, range -> new PortPool(range.first(), range.last()));
  }
}
