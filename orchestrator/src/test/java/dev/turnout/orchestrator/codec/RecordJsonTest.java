package dev.turnout.orchestrator.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.turnout.orchestrator.rollout.ModelProcessor;
import dev.turnout.orchestrator.routing.ModelName;
import dev.turnout.orchestrator.statistics.BinCounts;
import dev.turnout.orchestrator.statistics.BinWeights;
import java.io.ByteArrayOutputStream;
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
    return RecordJson.read(value.getClass(), JSON.readTree(bytes.toByteArray()));
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
    assertThatThrownBy(() -> RecordJson.read(Circle.class, JSON.readTree("{}")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Circle.radius")
        .hasMessageContaining("missing");
    assertThatThrownBy(() -> RecordJson.read(Shape.class, JSON.readTree("{\"@type\":\"Square\"}")))
        .hasMessageContaining("Expected a kind of Shape, but got 'Square'");
  }

  @Test
  void shouldRefuseASnapshotOfAnotherFormat() {
    // given
    byte[] bytes = SnapshotCodec.write(new ModelProcessor(new ModelName("fraud")).snapshot());
    // when / then
    assertThatThrownBy(() -> SnapshotCodec.read(SnapshotCodec.VERSION + 1, bytes))
        .hasMessageContaining("Expected a snapshot of format 1 to 2, but got 3");
    assertThatThrownBy(() -> SnapshotCodec.read(SnapshotCodec.VERSION, new byte[] {'{'}))
        .hasMessageContaining("Expected a snapshot in Smile");
  }

  @Test
  void shouldReadBinsAsTheyWereWrittenAndAsFormat1HadThem() throws Exception {
    // given
    BinCounts counts = BinCounts.of(Map.of(-7, 1L, 300, 5_000_000_000L, 301, 0L));
    BinWeights weights = BinWeights.of(Map.of(-7, 1e-6, 300, 2.5, 301, 0.1 + 0.2));
    var old = JSON.readTree("{\"-7\":1,\"300\":5000000000,\"301\":0}");
    var oldWeights = JSON.readTree("{\"-7\":1.0E-6,\"300\":2.5,\"301\":0.30000000000000004}");
    // when / then
    assertThat(there(new Bins(counts, weights))).isEqualTo(new Bins(counts, weights));
    assertThat(there(new Bins(BinCounts.NONE, BinWeights.NONE)))
        .isEqualTo(new Bins(BinCounts.NONE, BinWeights.NONE));
    assertThat(RecordJson.read(BinCounts.class, old)).isEqualTo(counts);
    assertThat(RecordJson.read(BinWeights.class, oldWeights)).isEqualTo(weights);
    assertThatThrownBy(() -> RecordJson.read(BinCounts.class, JSON.readTree("7")))
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
    assertThat(RecordJson.read(Numbers.class, JSON.readTree("{\"all\":[0,2.5,\"NaN\"]}")))
        .isEqualTo(new Numbers(List.of(0.0, 2.5, Double.NaN)));
    assertThatThrownBy(() -> RecordJson.read(Numbers.class, JSON.readTree("{\"all\":7}")))
        .hasMessageContaining("Expected numbers as bytes");
  }

  private record Numbers(List<Double> all) {}

  @Test
  void shouldRefuseATimeThatIsNone() {
    // given
    var damaged = com.fasterxml.jackson.databind.node.TextNode.valueOf("2026-01-01T00:00:0bZ");
    // when / then
    for (Class<?> type : List.of(Instant.class, Duration.class)) {
      assertThatThrownBy(() -> RecordJson.read(type, damaged))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("Expected a time, but got '2026-01-01T00:00:0bZ'");
    }
  }
}
