package dev.turnout.agents.launcher.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.turnout.agents.kubernetes.KubeClient;
import dev.turnout.agents.kubernetes.KubeFailure;
import dev.turnout.agents.kubernetes.KubeResource;
import dev.turnout.agents.launcher.LaunchOrder;
import dev.turnout.agents.launcher.LaunchStatus;
import dev.turnout.agents.launcher.Launcher;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs each version of a model as a Deployment that somebody made: a version that is ordered and
 * has no replicas gets some, a version that is to stop gets none. How many replicas a running
 * version has is left to others, such as an autoscaler. The Deployments live on when the agent is
 * closed, and the next agent finds those that Turnout had scaled.
 */
public final class KubernetesLauncher implements Launcher {
  private static final Logger log = LoggerFactory.getLogger(KubernetesLauncher.class);
  // As long as this, what was seen last is believed; an API server that restarts is away shorter.
  private static final Duration BELIEVED = Duration.ofSeconds(15);

  private final DeploymentSettings settings;
  private final KubeClient client;
  private final LongSupplier nanoTime;
  private final Map<String, Wish> wishes = new TreeMap<>();
  private final Set<String> stopping = new HashSet<>();
  private final ScheduledExecutorService worker;
  private Map<String, Deployment> seen = Map.of();
  private long seenAt;
  private Optional<String> trouble = Optional.of("the Deployments have not been read yet");

  /** A version that is to run, and since when it is waited for; no longer when it was ready. */
  private record Wish(LaunchOrder order, long since, boolean wasReady) {}

  /**
   * Begins to look at the Deployments.
   *
   * @param nanoTime a clock such as {@code System::nanoTime}
   */
  public KubernetesLauncher(DeploymentSettings settings, KubeClient client, LongSupplier nanoTime) {
    this.settings = settings;
    this.client = client;
    this.nanoTime = nanoTime;
    this.worker =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "turnout-deployments-" + settings.model());
              thread.setDaemon(true);
              return thread;
            });
    long every = settings.lookEvery().toNanos();
    var unused = worker.scheduleWithFixedDelay(this::turn, 0, every, TimeUnit.NANOSECONDS);
  }

  @Override
  public void start(LaunchOrder order) {
    synchronized (this) {
      Wish now = wishes.get(order.version());
      boolean known = now != null && now.order().attempt().equals(order.attempt());
      if (known && !stopping.contains(order.version())) {
        return;
      }
      stopping.remove(order.version());
      wishes.put(order.version(), new Wish(order, nanoTime.getAsLong(), false));
    }
    turnSoon();
  }

  @Override
  public void stop(String version) {
    synchronized (this) {
      boolean known = wishes.remove(version) != null || isAdopted(version);
      if (!known || !stopping.add(version)) {
        return;
      }
    }
    turnSoon();
  }

  @Override
  public synchronized Map<String, LaunchStatus> statuses() {
    Map<String, LaunchStatus> statuses = new TreeMap<>();
    seen.forEach(
        (version, deployment) -> {
          if (isAdopted(version)) {
            statuses.put(version, statusOf(deployment));
          }
        });
    stopping.forEach(version -> statuses.put(version, new LaunchStatus.Stopping()));
    wishes.forEach((version, wish) -> statuses.put(version, status(version, wish)));
    return statuses;
  }

  /** Stops looking; the Deployments stay as they are. */
  @Override
  public void close() {
    worker.shutdownNow();
  }

  private void turnSoon() {
    try {
      worker.execute(this::turn);
    } catch (RejectedExecutionException e) {
      log.debug("launcher is closed model={}", settings.model());
    }
  }

  private void turn() {
    try {
      note(read());
      noteTrouble(scale());
    } catch (RuntimeException e) {
      noteTrouble(Optional.of(String.valueOf(e.getMessage())));
    }
  }

  private Map<String, Deployment> read() {
    JsonNode list =
        client.list(
            KubeResource.deployments(settings.namespace()),
            DeploymentSettings.MODEL_LABEL + "=" + settings.model());
    Map<String, Deployment> found = new TreeMap<>();
    for (JsonNode object : list.path("items")) {
      Deployment deployment = Deployment.of(object);
      Deployment other = found.put(deployment.version(), deployment);
      if (other != null) {
        throw new IllegalStateException(
            "Expected one Deployment of version '%s' of model '%s', but there are %s and %s"
                .formatted(
                    deployment.version(), settings.model(), other.name(), deployment.name()));
      }
    }
    return found;
  }

  private synchronized void note(Map<String, Deployment> found) {
    seen = found;
    seenAt = nanoTime.getAsLong();
    stopping.removeIf(version -> !found.containsKey(version) || hasEnded(found.get(version)));
    wishes.replaceAll(
        (version, wish) -> {
          Deployment deployment = found.get(version);
          boolean ready = wish.wasReady() || (deployment != null && isReady(deployment));
          return new Wish(wish.order(), wish.since(), ready);
        });
  }

  /** Scales what must be; the answer is why one of them could not be. */
  private Optional<String> scale() {
    Optional<String> failure = Optional.empty();
    for (Map.Entry<String, Integer> order : orders().entrySet()) {
      try {
        scale(order.getKey(), order.getValue());
      } catch (KubeFailure e) {
        failure = Optional.of(String.valueOf(e.getMessage()));
      }
    }
    return failure;
  }

  private synchronized Map<String, Integer> orders() {
    Map<String, Integer> orders = new TreeMap<>();
    seen.forEach(
        (version, deployment) -> {
          if (wishes.containsKey(version) && deployment.wanted() == 0) {
            orders.put(deployment.name(), settings.replicas());
          } else if (stopping.contains(version) && deployment.wanted() > 0) {
            orders.put(deployment.name(), 0);
          }
        });
    return orders;
  }

  private void scale(String deployment, int replicas) {
    ObjectNode patch = JsonNodeFactory.instance.objectNode();
    patch.putObject("spec").put("replicas", replicas);
    var unused = client.merge(KubeResource.scale(settings.namespace(), deployment), patch);
    log.info(
        "deployment scaled model={} deployment={} replicas={}",
        settings.model(),
        deployment,
        replicas);
  }

  private synchronized void noteTrouble(Optional<String> now) {
    if (now.isPresent() && !now.equals(trouble)) {
      log.warn("deployments not managed model={} reason={}", settings.model(), now.get());
    }
    trouble = now;
  }

  private LaunchStatus status(String version, Wish wish) {
    Deployment deployment = seen.get(version);
    boolean believed = nanoTime.getAsLong() - seenAt < BELIEVED.toNanos();
    if (deployment != null && isReady(deployment) && (trouble.isEmpty() || believed)) {
      return new LaunchStatus.Ready(settings.endpointOf(version));
    }
    String reason =
        trouble.orElseGet(() -> deployment == null ? missing(version) : deployment.complaint());
    boolean late = nanoTime.getAsLong() - wish.since() > settings.startTimeout().toNanos();
    return late && !wish.wasReady()
        ? new LaunchStatus.Failed(
            "It was not ready within %s: %s".formatted(settings.startTimeout(), reason))
        : new LaunchStatus.Preparing(reason);
  }

  private LaunchStatus statusOf(Deployment deployment) {
    return isReady(deployment)
        ? new LaunchStatus.Ready(settings.endpointOf(deployment.version()))
        : new LaunchStatus.Preparing(deployment.complaint());
  }

  private String missing(String version) {
    return "Expected a Deployment in namespace %s with the labels %s=%s and %s=%s, but there is none"
        .formatted(
            settings.namespace(),
            DeploymentSettings.MODEL_LABEL,
            settings.model(),
            DeploymentSettings.VERSION_LABEL,
            version);
  }

  /** Whether it runs, nobody ordered it here, and Turnout had scaled it: before a restart. */
  private boolean isAdopted(String version) {
    Deployment deployment = seen.get(version);
    return deployment != null
        && deployment.ours()
        && deployment.wanted() > 0
        && !wishes.containsKey(version)
        && !stopping.contains(version);
  }

  private static boolean isReady(Deployment deployment) {
    return deployment.wanted() > 0 && deployment.ready();
  }

  private static boolean hasEnded(Deployment deployment) {
    return deployment.wanted() == 0 && deployment.running() == 0;
  }
}
