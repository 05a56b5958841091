package dev.turnout.bridge.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.turnout.bridge.ledger.Fate;
import dev.turnout.bridge.ledger.Ledger;
import dev.turnout.bridge.ledger.Reading;
import dev.turnout.events.HistogramBin;
import dev.turnout.events.VersionMetrics;
import dev.turnout.orchestrator.statistics.LatencyBins;
import dev.turnout.yaml.YamlDocument;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OtlpReaderTest {
  private static final Map<String, String> POD =
      Map.of("service.version", "v2", "ml.model", "fraud", "host.name", "node-1");
  private static final long[] TIMES = {2_000, 3_000};

  private final Ledger ledger = new Ledger();
  private final List<Fate> fates = new ArrayList<>();

  @Test
  void shouldCountRequestsErrorsAndLatencyOfOneHistogram() {
    // given
    OtlpReader reader =
        reader(
            """
            rules:
              - metric: http.server.request.duration
                model: {attribute: ml.model}
                version: {attribute: service.version}
                node: {attribute: host.name}
                where: {http.route: /invocations}
                counts: [requests, latency]
                bad: {http.response.status_code: "5*"}
            """);
    Map<String, String> good =
        Map.of("http.route", "/invocations", "http.response.status_code", "200");
    Map<String, String> bad =
        Map.of("http.route", "/invocations", "http.response.status_code", "503");
    Map<String, String> other = Map.of("http.route", "/ping", "http.response.status_code", "200");

    // when
    read(
        reader,
        Otlp.record(
            POD,
            duration(good, List.of(0L, 90L, 8L)),
            duration(bad, List.of(5L, 0L, 0L)),
            duration(other, List.of(700L, 0L, 0L))));

    // then
    VersionMetrics metrics = flushed();
    assertThat(metrics.getVersion()).isEqualTo("v2");
    assertThat(metrics.getRequests()).isEqualTo(103);
    assertThat(metrics.getErrors()).isEqualTo(5);
    assertThat(metrics.getLatency().getBins())
        .as("without the failed ones, between 50 ms and 100 ms, and beyond")
        .allMatch(bin -> bin.getIndex() >= LatencyBins.binOf(49.9))
        .contains(new HistogramBin(LatencyBins.LAST, 8L));
    assertThat(metrics.getLatency().getBins().stream().mapToLong(HistogramBin::getCount).sum())
        .isEqualTo(98);
    assertThat(fates).containsExactly(Fate.COUNTED, Fate.COUNTED, Fate.UNMATCHED);
  }

  @Test
  void shouldCountExponentialHistogramsAndSums() {
    // given
    OtlpReader reader =
        reader(
            """
            rules:
              - {metric: latency, model: fraud, version: {attribute: service.version}, counts: [latency]}
              - {metric: calls, model: fraud, version: {attribute: service.version}, counts: [requests]}
              - {metric: failures, model: fraud, version: {attribute: service.version}, counts: [errors]}
              - {metric: calls, name: answers, model: fraud, version: {attribute: service.version}, outcome: accuracy}
              - {metric: wrong, model: fraud, version: {attribute: service.version}, badOf: accuracy}
              - {metric: gpu, model: fraud, version: {attribute: service.version}, histogram: gpu-memory-mb, scale: 0.001}
            """);

    // when
    read(
        reader,
        Otlp.record(
            POD,
            Otlp.exponential("latency", Otlp.DELTA, Map.of(), TIMES, 0, -4, List.of(10L, 20L)),
            Otlp.sum("calls", Otlp.DELTA, Map.of(), TIMES, 30),
            Otlp.sum("failures", Otlp.CUMULATIVE, Map.of(), TIMES, 2),
            Otlp.sum("wrong", Otlp.DELTA, Map.of(), TIMES, 3),
            Otlp.histogram(
                "gpu", Otlp.DELTA, Map.of(), TIMES, List.of(1e6, 2e6), List.of(0L, 30L, 0L))));

    // then
    VersionMetrics metrics = flushed();
    assertThat(metrics.getRequests()).isEqualTo(30);
    assertThat(metrics.getErrors()).isEqualTo(2);
    assertThat(metrics.getScores().get(0).getBad()).isEqualTo(3);
    assertThat(metrics.getScores().get(0).getTotal()).isEqualTo(30);
    assertThat(metrics.getLatency().getBins())
        .as("1/16 s to 1/4 s")
        .allMatch(
            bin ->
                bin.getIndex() >= LatencyBins.binOf(62.4)
                    && bin.getIndex() <= LatencyBins.binOf(250.1));
    assertThat(metrics.getHistograms().get(0).getBins())
        .as("1000 to 2000")
        .allMatch(
            bin ->
                bin.getIndex() >= LatencyBins.binOf(999)
                    && bin.getIndex() <= LatencyBins.binOf(2001));
  }

  @Test
  void shouldRefuseWhatCannotBeCounted() {
    // given
    OtlpReader reader =
        reader(
            """
            rules:
              - {metric: m, model: fraud, version: {attribute: service.version}, counts: [requests]}
              - {metric: l, model: fraud, version: {attribute: service.version}, counts: [latency]}
              - {metric: n, model: fraud, version: {attribute: nothing}, counts: [requests]}
            """);

    // when
    read(
        reader,
        Otlp.record(
            POD,
            Metric.newBuilder().setName("m").setGauge(Gauge.getDefaultInstance()).build(),
            Otlp.sum("m", Otlp.DELTA, Map.of(), TIMES, -1),
            Otlp.sum("l", Otlp.DELTA, Map.of("a", "b"), TIMES, 1),
            Otlp.exponential("l", Otlp.DELTA, Map.of(), TIMES, 99, 0, List.of(1L)),
            Otlp.sum("n", Otlp.DELTA, Map.of(), TIMES, 1)));

    // then: a counter has no unit of time, so that it is no latency
    assertThat(fates)
        .containsExactly(Fate.REFUSED, Fate.REFUSED, Fate.UNMATCHED, Fate.REFUSED, Fate.UNMATCHED);
  }

  @Test
  void shouldSayThatOtherBytesAreNoMetrics() {
    OtlpReader reader = reader("rules: [{metric: m, model: a, version: b, counts: [requests]}]");

    assertThatThrownBy(() -> reader.read(new byte[] {1, 2, 3}, new Sink()))
        .isInstanceOf(InvalidProtocolBufferException.class);
  }

  private static Metric duration(Map<String, String> attributes, List<Long> counts) {
    return Otlp.histogram(
        "http.server.request.duration",
        Otlp.CUMULATIVE,
        attributes,
        TIMES,
        List.of(0.05, 0.1),
        counts);
  }

  private static OtlpReader reader(String yaml) {
    return new OtlpReader(
        YamlDocument.parse(yaml, "otlp.yaml").read(OtlpConfig::read).rules(), "bridge");
  }

  private void read(OtlpReader reader, byte[] record) {
    try {
      reader.read(record, new Sink());
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  private VersionMetrics flushed() {
    return ledger.flush(0).reports().get(0).getVersions().get(0);
  }

  private final class Sink implements OtlpReader.Sink {
    @Override
    public void take(Reading reading) {
      fates.add(ledger.take(reading, 1_000));
    }

    @Override
    public void drop(Fate fate) {
      fates.add(fate);
    }
  }
}
