package dev.turnout.orchestrator.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.turnout.orchestrator.rollout.ModelProcessor;
import dev.turnout.orchestrator.routing.ModelName;
import dev.turnout.orchestrator.statistics.BinCounts;
import dev.turnout.orchestrator.statistics.BinWeights;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class RecordJsonTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  sealed interface Shape permits Circle, Nothing {}

  record Circle(double radius) implements Shape {}

  record Nothing() implements Shape {}

  enum Colour {
    RED,
    GREEN
  }

  record Everything(
      double number,
      long whole,
      int small,
      boolean flag,
      String text,
      Colour colour,
      Instant at,
      Duration length,
      Optional<Shape> shape,
      OptionalDouble maybe,
      List<Double> numbers,
      SortedMap<ModelName, Shape> byName,
      SortedMap<Integer, Long> byNumber,
      BinCounts counts,
      BinWeights weights,
      SortedSet<ModelName> names) {}

  private static Object there(Object value) throws Exception {
    var bytes = new ByteArrayOutputStream();
    try (var json = JSON.createGenerator(bytes)) {
      RecordJson.write(json, value.getClass(), value);
    }
    return read(value.getClass(), bytes.toString(UTF_8));
  }

  private static Object read(Class<?> type, String text) throws IOException {
    try (var json = JSON.createParser(text)) {
      return RecordJson.read(type, json);
    }
  }

  private static Everything everything(
      double number, long whole, String text, Optional<Shape> shape) {
    ModelName name = new ModelName("a-b.c");
    return new Everything(
        number,
        whole,
        -7,
        true,
        text,
        Colour.GREEN,
        Instant.ofEpochSecond(Math.floorMod(whole, 100_000_000_000L), 123_456_789),
        Duration.ofNanos(whole),
        shape,
        OptionalDouble.of(number),
        List.of(number, 0.1),
        new TreeMap<>(Map.of(name, new Nothing())),
        new TreeMap<>(Map.of(-3, whole)),
        BinCounts.of(Map.of(-3, whole & Long.MAX_VALUE, 4, 0L)),
        BinWeights.of(Map.of(-3, number, 4, 0.1)),
        new TreeSet<>(List.of(name)));
  }

  @Property(seed = "1")
  void shouldComeBackExactly(@ForAll double number, @ForAll long whole, @ForAll String text)
      throws Exception {
    // given
    Everything value = everything(number, whole, text, Optional.of(new Circle(number)));
    // when
    Object back = there(value);
    // then
    assertThat(back).isEqualTo(value);
  }

  @Test
  void shouldKeepWhatIsNoNumber() throws Exception {
    for (double odd :
        new double[] {
          Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0, Double.MIN_VALUE
        }) {
      Everything value = everything(odd, 0, "", Optional.empty());
      assertThat(there(value)).isEqualTo(value);
    }
  }

  @Test
  void shouldSayWhereItIsDamaged() throws Exception {
    assertThatThrownBy(() -> read(Circle.class, "{}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Circle.radius")
        .hasMessageContaining("missing");
    assertThatThrownBy(() -> read(Shape.class, "{\"@type\":\"Square\"}"))
        .hasMessageContaining("Expected a kind of Shape, but got 'Square'");
  }

  @Test
  void shouldRefuseASnapshotOfAnotherFormat() {
    // given
    byte[] bytes = SnapshotCodec.write(new ModelProcessor(new ModelName("fraud")).snapshot());
    // when / then
    assertThatThrownBy(() -> SnapshotCodec.read(SnapshotCodec.VERSION + 1, bytes))
        .hasMessageContaining("Expected a snapshot of format 1 to 3, but got 4");
    assertThatThrownBy(() -> SnapshotCodec.read(SnapshotCodec.VERSION, new byte[] {'{'}))
        .hasMessageContaining("Expected a snapshot in Smile");
  }

  @Test
  void shouldReadBinsAsTheyWereWrittenAndAsFormat1HadThem() throws Exception {
    // given
    BinCounts counts = BinCounts.of(Map.of(-7, 1L, 300, 5_000_000_000L, 301, 0L));
    BinWeights weights = BinWeights.of(Map.of(-7, 1e-6, 300, 2.5, 301, 0.1 + 0.2));
    String old = "{\"-7\":1,\"300\":5000000000,\"301\":0}";
    String oldWeights = "{\"-7\":1.0E-6,\"300\":2.5,\"301\":0.30000000000000004}";
    // when / then
    assertThat(there(new Bins(counts, weights))).isEqualTo(new Bins(counts, weights));
    assertThat(there(new Bins(BinCounts.NONE, BinWeights.NONE)))
        .isEqualTo(new Bins(BinCounts.NONE, BinWeights.NONE));
    assertThat(read(BinCounts.class, old)).isEqualTo(counts);
    assertThat(read(BinWeights.class, oldWeights)).isEqualTo(weights);
    assertThatThrownBy(() -> read(BinCounts.class, "7"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Expected bins as bytes");
  }

  private record Bins(BinCounts counts, BinWeights weights) {}

  @Test
  void shouldReadNumbersAsTheyWereWrittenAndAsFormat1HadThem() throws Exception {
    // given
    List<Double> odd =
        List.of(0.0, -0.0, 1.0, -1.0, 0.1, 1e300, Double.NaN, Double.NEGATIVE_INFINITY, 4e15);
    // when / then
    assertThat(there(new Numbers(odd))).isEqualTo(new Numbers(odd));
    assertThat(there(new Numbers(List.of()))).isEqualTo(new Numbers(List.of()));
    assertThat(read(Numbers.class, "{\"all\":[0,2.5,\"NaN\"]}"))
        .isEqualTo(new Numbers(List.of(0.0, 2.5, Double.NaN)));
    assertThatThrownBy(() -> read(Numbers.class, "{\"all\":7}"))
        .hasMessageContaining("Expected numbers as bytes");
  }

  private record Numbers(List<Double> all) {}

  private record Times(Instant at, Duration length) {}

  @Test
  void shouldReadTimesAsTheyWereWrittenAndAsFormat2HadThem() throws Exception {
    // given
    List<Times> odd =
        List.of(
            new Times(Instant.EPOCH, Duration.ZERO),
            new Times(Instant.ofEpochSecond(-1, 1), Duration.ofNanos(-1)),
            new Times(Instant.MIN, Duration.ofSeconds(Long.MIN_VALUE)),
            new Times(Instant.MAX, Duration.ofSeconds(Long.MAX_VALUE, 999_999_999)));
    // when / then
    for (Times times : odd) {
      assertThat(there(times)).isEqualTo(times);
    }
    assertThat(
            read(Times.class, "{\"at\":\"2026-01-01T00:00:00.000000001Z\",\"length\":\"PT1.5S\"}"))
        .isEqualTo(
            new Times(Instant.parse("2026-01-01T00:00:00.000000001Z"), Duration.ofMillis(1500)));
  }

  @Test
  void shouldReadARecordOfAnotherVersion() throws Exception {
    // given
    String more = "{\"later\":{\"x\":[1]},\"length\":1,\"at\":2}";
    // when / then
    assertThat(read(Times.class, more))
        .isEqualTo(new Times(Instant.ofEpochSecond(0, 2), Duration.ofNanos(1)));
    assertThat(read(Numbers.class, "{}")).isEqualTo(new Numbers(List.of()));
  }

  @Test
  void shouldRefuseWhatEndsTooEarly() {
    for (String cut : List.of("{", "{\"at\":2,\"length\":", "{\"at\":2,\"length\":1", "")) {
      assertThatThrownBy(() -> read(Times.class, cut))
          .isInstanceOfAny(IOException.class, IllegalArgumentException.class);
    }
    for (String cut : List.of("{\"all\":[0", "{\"all\":[", "{\"all\":")) {
      assertThatThrownBy(() -> read(Numbers.class, cut))
          .isInstanceOfAny(IOException.class, IllegalArgumentException.class);
    }
  }

  @Test
  void shouldRefuseATimeThatIsNone() {
    // given
    String damaged = "\"2026-01-01T00:00:0bZ\"";
    // when / then
    for (Class<?> type : List.of(Instant.class, Duration.class)) {
      assertThatThrownBy(() -> read(type, damaged))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("Expected a time, but got '2026-01-01T00:00:0bZ'");
    }
  }
}
