package dev.turnout.bridge.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.turnout.bridge.ledger.Fate;
import dev.turnout.bridge.ledger.Ledger;
import dev.turnout.bridge.ledger.Reading;
import dev.turnout.events.HistogramBin;
import dev.turnout.events.VersionMetrics;
import dev.turnout.orchestrator.statistics.LatencyBins;
import dev.turnout.yaml.YamlDocument;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.AggregationTemporalitySelector;
import io.opentelemetry.sdk.metrics.export.DefaultAggregationSelector;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.resources.Resource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What OpenTelemetry's own SDK and exporter send is counted exactly, whatever a team chose. */
class OfficialExporterTest {
  private static final AttributeKey<Long> STATUS =
      AttributeKey.longKey("http.response.status_code");
  private static final String RULES =
      """
      rules:
        - metric: http.server.request.duration
          model: {attribute: ml.model}
          version: {attribute: service.version}
          counts: [requests, latency]
          bad: {http.response.status_code: "5*"}
        - metric: answers
          model: {attribute: ml.model}
          version: {attribute: service.version}
          outcome: accuracy
          bad: {grade: wrong}
      """;

  private final List<byte[]> exported = new ArrayList<>();
  private final Ledger ledger = new Ledger();
  private final List<Fate> fates = new ArrayList<>();
  private HttpServer collector;

  @BeforeEach
  void listen() throws IOException {
    collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    collector.createContext("/v1/metrics", this::take);
    collector.start();
  }

  @AfterEach
  void close() {
    collector.stop(0);
  }

  @ParameterizedTest
  @CsvSource({"delta, true", "delta, false", "cumulative, true", "cumulative, false"})
  void shouldCountEachRequestOnceAlsoWhenTheServerStartsAnew(
      String temporality, boolean exponential) throws Exception {
    // when: two processes, one after the other; each exports three times, once without news
    for (int process = 0; process < 2; process++) {
      try (SdkMeterProvider provider = provider(temporality, exponential, "pod-" + process)) {
        var meter = provider.get("http");
        DoubleHistogram duration =
            meter.histogramBuilder("http.server.request.duration").setUnit("s").build();
        LongCounter answers = meter.counterBuilder("answers").build();
        serve(duration, answers);
        export(provider);
        serve(duration, answers);
        export(provider);
        export(provider);
      }
    }
    read();

    // then
    VersionMetrics metrics = ledger.flush(1).reports().get(0).getVersions().get(0);
    assertThat(metrics.getVersion()).isEqualTo("v2");
    assertThat(metrics.getRequests()).isEqualTo(4 * 103);
    assertThat(metrics.getErrors()).isEqualTo(4 * 3);
    assertThat(metrics.getScores().get(0).getTotal()).isEqualTo(4 * 50);
    assertThat(metrics.getScores().get(0).getBad()).isEqualTo(4 * 5);
    List<HistogramBin> bins = metrics.getLatency().getBins();
    assertThat(bins.stream().mapToLong(HistogramBin::getCount).sum()).isEqualTo(4 * 100);
    assertThat(count(bins, 0, 100)).as("of 40 ms").isEqualTo(4 * 90);
    assertThat(count(bins, 150, 500)).as("of 300 ms").isEqualTo(4 * 10);
    assertThat(fates).doesNotContain(Fate.REFUSED, Fate.CONTRADICTED, Fate.BASELINE);
  }

  private static void serve(DoubleHistogram duration, LongCounter answers) {
    for (int i = 0; i < 90; i++) {
      duration.record(0.040, Attributes.of(STATUS, 200L));
    }
    for (int i = 0; i < 10; i++) {
      duration.record(0.300, Attributes.of(STATUS, 200L));
    }
    for (int i = 0; i < 3; i++) {
      duration.record(0.001, Attributes.of(STATUS, 503L));
    }
    answers.add(45, Attributes.of(AttributeKey.stringKey("grade"), "right"));
    answers.add(5, Attributes.of(AttributeKey.stringKey("grade"), "wrong"));
  }

  private SdkMeterProvider provider(String temporality, boolean exponential, String pod) {
    DefaultAggregationSelector aggregation = DefaultAggregationSelector.getDefault();
    OtlpHttpMetricExporter exporter =
        OtlpHttpMetricExporter.builder()
            .setEndpoint(
                "http://127.0.0.1:%d/v1/metrics".formatted(collector.getAddress().getPort()))
            .setAggregationTemporalitySelector(
                temporality.equals("delta")
                    ? AggregationTemporalitySelector.deltaPreferred()
                    : AggregationTemporalitySelector.alwaysCumulative())
            .setDefaultAggregationSelector(
                exponential
                    ? aggregation.with(
                        InstrumentType.HISTOGRAM, Aggregation.base2ExponentialBucketHistogram())
                    : aggregation.with(
                        InstrumentType.HISTOGRAM,
                        Aggregation.explicitBucketHistogram(List.of(0.01, 0.1, 0.2, 0.5, 1.0))))
            .build();
    return SdkMeterProvider.builder()
        .setResource(
            Resource.create(
                Attributes.of(
                    AttributeKey.stringKey("ml.model"), "fraud",
                    AttributeKey.stringKey("service.version"), "v2",
                    AttributeKey.stringKey("service.instance.id"), pod)))
        .registerMetricReader(
            PeriodicMetricReader.builder(exporter).setInterval(Duration.ofHours(1)).build())
        .build();
  }

  /** Refused, with nothing lost, as long as the export before is not over in every thread. */
  private static void export(SdkMeterProvider provider) {
    Awaitility.await()
        .pollInterval(Duration.ofMillis(5))
        .atMost(Duration.ofSeconds(30))
        .until(() -> provider.forceFlush().join(30, TimeUnit.SECONDS).isSuccess());
  }

  /** A request of the exporter has the same bytes as a record of {@code otlp_proto}. */
  private void read() throws InvalidProtocolBufferException {
    OtlpConfig config = YamlDocument.parse(RULES, "rules.yaml").read(OtlpConfig::read);
    OtlpReader reader = new OtlpReader(config.rules(), "bridge");
    for (byte[] record : exported) {
      reader.read(
          record,
          new OtlpReader.Sink() {
            @Override
            public void take(Reading reading) {
              fates.add(ledger.take(reading, 1));
            }

            @Override
            public void drop(Fate fate) {
              fates.add(fate);
            }
          });
    }
  }

  private static long count(List<HistogramBin> bins, double fromMs, double toMs) {
    return bins.stream()
        .filter(
            bin ->
                bin.getIndex() >= LatencyBins.binOf(fromMs)
                    && bin.getIndex() <= LatencyBins.binOf(toMs))
        .mapToLong(HistogramBin::getCount)
        .sum();
  }

  private synchronized void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      exported.add(exchange.getRequestBody().readAllBytes());
      exchange.sendResponseHeaders(200, -1);
    }
  }
}
