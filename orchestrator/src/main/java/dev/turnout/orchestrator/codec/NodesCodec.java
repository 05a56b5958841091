package dev.turnout.orchestrator.codec;

import dev.turnout.orchestrator.plan.NodeLimit;
import dev.turnout.orchestrator.plan.RollingStrategy;
import dev.turnout.orchestrator.plan.SwitchNodesStep;
import dev.turnout.orchestrator.routing.Labels;
import dev.turnout.orchestrator.routing.Weight;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What chooses nodes. */
final class NodesCodec {

  private NodesCodec() {}

  static dev.turnout.events.SwitchNodesStep write(SwitchNodesStep step) {
    return new dev.turnout.events.SwitchNodesStep(
        write(step.maxUnavailable()), write(step.selector()), write(step.order()));
  }

  static SwitchNodesStep read(dev.turnout.events.SwitchNodesStep step) {
    return new SwitchNodesStep(
        read(step.getMaxUnavailable()), read(step.getSelector()), read(step.getOrder()));
  }

  static dev.turnout.events.RollingStrategy write(RollingStrategy strategy) {
    return new dev.turnout.events.RollingStrategy(
        Wire.orNull(strategy.smokeTest(), CheckCodec::write),
        write(strategy.maxUnavailable()),
        write(strategy.selector()),
        write(strategy.order()),
        strategy.duration().toMillis(),
        strategy.bake().toMillis());
  }

  static RollingStrategy read(dev.turnout.events.RollingStrategy strategy) {
    return new RollingStrategy(
        Wire.optional(strategy.getSmokeTest(), CheckCodec::read),
        read(strategy.getMaxUnavailable()),
        read(strategy.getSelector()),
        read(strategy.getOrder()),
        Wire.millis(strategy.getDurationMs()),
        Wire.millis(strategy.getBakeMs()));
  }

  /** Sorted by key, so that the same labels have the same bytes. */
  static Map<String, String> write(Labels labels) {
    return new LinkedHashMap<>(labels.values());
  }

  static Labels read(Map<String, String> labels) {
    return Labels.of(labels);
  }

  private static List<Map<String, String>> write(List<Labels> order) {
    return Wire.each(order, NodesCodec::write);
  }

  private static List<Labels> read(List<Map<String, String>> order) {
    return Wire.each(order, NodesCodec::read);
  }

  private static dev.turnout.events.NodeLimit write(NodeLimit limit) {
    return limit instanceof NodeLimit.Share share
        ? new dev.turnout.events.NodeLimit(null, share.share().value())
        : new dev.turnout.events.NodeLimit(((NodeLimit.Count) limit).nodes(), null);
  }

  private static NodeLimit read(dev.turnout.events.NodeLimit limit) {
    @Nullable Integer nodes = limit.getNodes();
    @Nullable Double share = limit.getShare();
    if (nodes != null && share == null) {
      return new NodeLimit.Count(nodes);
    }
    if (share != null && nodes == null) {
      return new NodeLimit.Share(new Weight(share));
    }
    throw new IllegalArgumentException(
        "Expected either a number or a share of nodes, but got %s and %s".formatted(nodes, share));
  }
}
