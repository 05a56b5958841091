package dev.turnout.agents.probe;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks each server again and again whether it is ready. A slow server delays no other one's check.
 */
public final class HttpHealthChecker implements HealthChecker {
  private static final Logger LOG = LoggerFactory.getLogger(HttpHealthChecker.class);

  private final HttpProbe probe;
  private final HealthConfig config;
  private final Map<ServedVersion, Health> watched = new ConcurrentHashMap<>();
  private final Set<ServedVersion> underWay = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "turnout-health");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * Starts checking.
   *
   * @param probe stays the caller's to close, after this
   */
  public HttpHealthChecker(HttpProbe probe, HealthConfig config) {
    this.probe = probe;
    this.config = config;
    long nanos = config.interval().toNanos();
    var unused = timer.scheduleAtFixedRate(this::checkAll, nanos, nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public void watch(Set<ServedVersion> versions) {
    watched.keySet().retainAll(versions);
    for (ServedVersion version : versions) {
      if (watched.putIfAbsent(version, Health.unknown()) == null) {
        check(version);
      }
    }
  }

  @Override
  public Health health(ServedVersion version) {
    return Objects.requireNonNullElseGet(watched.get(version), Health::unknown);
  }

  @Override
  public void close() {
    timer.shutdownNow();
    watched.clear();
  }

  private void checkAll() {
    watched.keySet().forEach(this::check);
  }

  private void check(ServedVersion version) {
    if (!underWay.add(version)) {
      return;
    }
    var unused =
        config
            .readiness()
            .complaint(version, probe, config.timeout())
            .thenAccept(complaint -> note(version, complaint.orElse("")))
            .whenComplete((done, failure) -> underWay.remove(version));
  }

  private void note(ServedVersion version, String complaint) {
    watched.computeIfPresent(
        version,
        (known, before) -> {
          Health after =
              complaint.isEmpty()
                  ? before.afterSuccess(config.readyAfter())
                  : before.afterFailure(complaint, config.unreadyAfter());
          if (after.state() != before.state()) {
            LOG.info(
                "Version health changed: model={} version={} endpoint={} state={} reason={}",
                version.model(),
                version.version(),
                version.endpoint(),
                after.state(),
                after.reason());
          }
          return after;
        });
  }
}
