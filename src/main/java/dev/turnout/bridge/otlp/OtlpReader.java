package dev.turnout.bridge.otlp;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.turnout.bridge.ledger.Amounts;
import dev.turnout.bridge.ledger.Fate;
import dev.turnout.bridge.ledger.Meaning;
import dev.turnout.bridge.ledger.Reading;
import dev.turnout.bridge.ledger.Reading.Place;
import dev.turnout.bridge.ledger.SeriesNames;
import dev.turnout.bridge.ledger.Temporality;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.DataPointFlags;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.MetricsData;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Makes readings of what the Collector wrote, by the rules. */
public final class OtlpReader {
  /** Takes what is read. */
  public interface Sink {
    void take(Reading reading);

    /** A point that is not counted. */
    void drop(Fate fate);
  }

  private final Map<String, List<OtlpRule>> rules = new HashMap<>();
  private final String bridge;

  /**
   * Reads by these rules.
   *
   * @param bridge which node reports what is of no node
   */
  public OtlpReader(List<OtlpRule> rules, String bridge) {
    this.bridge = bridge;
    rules.forEach(
        rule -> this.rules.computeIfAbsent(rule.metric(), name -> new ArrayList<>()).add(rule));
  }

  /**
   * Reads one record.
   *
   * @throws InvalidProtocolBufferException if it is none of {@code otlp_proto}
   */
  public void read(byte[] value, Sink sink) throws InvalidProtocolBufferException {
    for (ResourceMetrics resource : MetricsData.parseFrom(value).getResourceMetricsList()) {
      Map<String, String> attributes =
          Attributes.over(Map.of(), resource.getResource().getAttributesList());
      for (ScopeMetrics scope : resource.getScopeMetricsList()) {
        for (Metric metric : scope.getMetricsList()) {
          List<OtlpRule> wanted = rules.getOrDefault(metric.getName(), List.of());
          if (!wanted.isEmpty()) {
            String name = scope.getScope().getName() + "@" + scope.getScope().getVersion();
            points(metric, new Frame(wanted, attributes, name, metric.getUnit(), sink));
          }
        }
      }
    }
  }

  private record Frame(
      List<OtlpRule> rules, Map<String, String> resource, String scope, String unit, Sink sink) {}

  /** What every kind of point has. */
  private record Head(List<KeyValue> attributes, int flags, long startNanos, long timeNanos) {}

  private void points(Metric metric, Frame frame) {
    if (metric.hasHistogram()) {
      metric
          .getHistogram()
          .getDataPointsList()
          .forEach(
              p ->
                  point(
                      frame,
                      metric.getHistogram().getAggregationTemporality(),
                      new Head(
                          p.getAttributesList(),
                          p.getFlags(),
                          p.getStartTimeUnixNano(),
                          p.getTimeUnixNano()),
                      () -> Points.of(p)));
    } else if (metric.hasExponentialHistogram()) {
      metric
          .getExponentialHistogram()
          .getDataPointsList()
          .forEach(
              p ->
                  point(
                      frame,
                      metric.getExponentialHistogram().getAggregationTemporality(),
                      new Head(
                          p.getAttributesList(),
                          p.getFlags(),
                          p.getStartTimeUnixNano(),
                          p.getTimeUnixNano()),
                      () -> Points.of(p)));
    } else if (metric.hasSum() && metric.getSum().getIsMonotonic()) {
      metric
          .getSum()
          .getDataPointsList()
          .forEach(
              p ->
                  point(
                      frame,
                      metric.getSum().getAggregationTemporality(),
                      new Head(
                          p.getAttributesList(),
                          p.getFlags(),
                          p.getStartTimeUnixNano(),
                          p.getTimeUnixNano()),
                      () -> Points.of(p)));
    } else {
      frame.sink().drop(Fate.REFUSED);
    }
  }

  private void point(
      Frame frame, AggregationTemporality temporality, Head head, Supplier<Amounts> amounts) {
    if ((head.flags() & DataPointFlags.DATA_POINT_FLAGS_NO_RECORDED_VALUE_MASK_VALUE) != 0) {
      return;
    }
    Map<String, String> attributes = Attributes.over(frame.resource(), head.attributes());
    List<OtlpRule> wanted =
        frame.rules().stream().filter(rule -> rule.where().matches(attributes)).toList();
    if (wanted.isEmpty()) {
      frame.sink().drop(Fate.UNMATCHED);
    }
    for (OtlpRule rule : wanted) {
      try {
        reading(rule, frame, temporality, head, attributes, amounts)
            .ifPresentOrElse(frame.sink()::take, () -> frame.sink().drop(Fate.UNMATCHED));
      } catch (IllegalArgumentException | ArithmeticException e) {
        frame.sink().drop(Fate.REFUSED);
      }
    }
  }

  private Optional<Reading> reading(
      OtlpRule rule,
      Frame frame,
      AggregationTemporality temporality,
      Head head,
      Map<String, String> attributes,
      Supplier<Amounts> amounts) {
    Optional<String> model = rule.model().of(attributes);
    Optional<String> version = rule.version().of(attributes);
    List<Meaning> meanings = rule.counting().of(attributes, frame.unit());
    if (model.isEmpty() || version.isEmpty() || meanings.isEmpty()) {
      return Optional.empty();
    }
    String node = rule.node().flatMap(source -> source.of(attributes)).orElse(bridge);
    return Optional.of(
        new Reading(
            SeriesNames.of(rule.name(), frame.scope(), attributes),
            new Place(model.get(), node, version.get()),
            temporality(temporality),
            head.startNanos(),
            requireTime(head.timeNanos()),
            amounts.get(),
            meanings));
  }

  private static Temporality temporality(AggregationTemporality temporality) {
    return switch (temporality) {
      case AGGREGATION_TEMPORALITY_DELTA -> Temporality.DELTA;
      case AGGREGATION_TEMPORALITY_CUMULATIVE -> Temporality.CUMULATIVE;
      default ->
          throw new IllegalArgumentException(
              "Expected a delta or cumulative temporality, but got " + temporality);
    };
  }

  private static long requireTime(long nanos) {
    if (nanos <= 0) {
      throw new IllegalArgumentException("Expected the time of the point, but it has none");
    }
    return nanos;
  }
}
