package dev.turnout.orchestrator.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.events.ConsumedOffsets;
import dev.turnout.orchestrator.codec.CommandCodec;
import dev.turnout.orchestrator.codec.EntryHash;
import dev.turnout.orchestrator.codec.EventCodec;
import dev.turnout.orchestrator.codec.RouteCodec;
import dev.turnout.orchestrator.codec.SnapshotCodec;
import dev.turnout.orchestrator.codec.StateCodec;
import dev.turnout.orchestrator.plan.ApprovalStep;
import dev.turnout.orchestrator.plan.NodeLimit;
import dev.turnout.orchestrator.plan.SetWeightStep;
import dev.turnout.orchestrator.routing.Weight;
import dev.turnout.schemas.RecordTypes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What whole rollouts produce survives the way over the wire. */
class CodecScenesTest {

  @BeforeAll
  static void trust() {
    RecordTypes.trust();
  }

  /** Courses that between them make every event. */
  static Stream<Consumer<Scene>> courses() {
    return Stream.of(
        CodecScenesTest::promoted,
        CodecScenesTest::rolledBack,
        CodecScenesTest::handled,
        CodecScenesTest::shadowed,
        CodecScenesTest::rolledNodeByNode,
        CodecScenesTest::waitedForPeople);
  }

  private static void promoted(Scene scene) {
    scene.start("fraud-v2", Specs.canary());
    scene.converge();
    scene.serve(Duration.ofSeconds(150), 0.001, 0.001);
    scene.pass(Duration.ofMinutes(3));
    scene.converge();
  }

  private static void rolledBack(Scene scene) {
    scene.start("fraud-v2", Specs.canary());
    scene.converge();
    scene.serve(Duration.ofSeconds(60), 0.001, 0.4);
    scene.retry();
    scene.silence("node-2");
    scene.pass(Duration.ofMinutes(1));
    scene.abort();
    scene.leave("node-1");
  }

  private static void handled(Scene scene) {
    scene.start("fraud-v2", Specs.blueGreen(true));
    scene.converge();
    scene.pause();
    scene.resume();
    scene.promoteFull();
    scene.converge();
    scene.promote();
    scene.converge();
    scene.start("fraud-v2", Specs.canary());
  }

  private static void shadowed(Scene scene) {
    scene.start("fraud-v2", Specs.shadowThenCanary());
    scene.converge();
    scene.serve(Duration.ofSeconds(150), 0.001, 0.001);
    scene.pass(Duration.ofMinutes(3));
    scene.converge();
  }

  private static void rolledNodeByNode(Scene scene) {
    scene.updated().node("node-2").label("zone", "a");
    scene.start("fraud-v2", Specs.rolling(NodeLimit.ONE, Specs.ZONE_A, Specs.ZONE_A));
    scene.converge();
    scene.serve(Duration.ofSeconds(60), 0.001, 0.001);
    scene.promote();
    scene.serve(Duration.ofSeconds(60), 0.001, 0.001);
  }

  private static void waitedForPeople(Scene scene) {
    scene.block("incident");
    scene.start("fraud-v2", Specs.steps(ApprovalStep.ONE, new SetWeightStep(Weight.FULL)));
    scene.unblock();
    scene.block("another incident");
    scene.approve("joe");
    scene.unblock();
    scene.converge();
    scene.retry();
    scene.start("fraud-v3", Specs.steps(ApprovalStep.ONE, new SetWeightStep(Weight.FULL)));
    scene.reject("ann");
  }

  private static Scene play(Consumer<Scene> course) {
    Scene scene = Scene.withNodes("node-1", "node-2");
    course.accept(scene);
    return scene;
  }

  @ParameterizedTest
  @MethodSource("courses")
  void shouldCarryEveryEvent(Consumer<Scene> course) {
    // given
    Scene scene = play(course);
    List<RolloutEvent> events = scene.journal.stream().map(Entry::event).toList();
    // when
    List<RolloutEvent> carried =
        events.stream()
            .map(EventCodec::write)
            .map(CodecScenesTest::overTheWire)
            .map(EventCodec::read)
            .toList();
    // then
    assertThat(carried).isEqualTo(events);
  }

  @ParameterizedTest
  @MethodSource("courses")
  void shouldCarryEveryCommandAndTable(Consumer<Scene> course) {
    // given
    Scene scene = play(course);
    List<RolloutCommand> commands =
        scene.inputs.stream()
            .filter(CommandReceived.class::isInstance)
            .map(input -> ((CommandReceived) input).command())
            .toList();
    // when
    var carried =
        commands.stream()
            .map(CommandCodec::write)
            .map(CodecScenesTest::overTheWire)
            .map(message -> CommandCodec.read((dev.turnout.events.RolloutCommand) message))
            .toList();
    var tables =
        scene.tables.stream()
            .map(RouteCodec::write)
            .map(CodecScenesTest::overTheWire)
            .map(message -> RouteCodec.read((dev.turnout.events.RouteTable) message))
            .toList();
    // then
    assertThat(carried).isEqualTo(commands);
    assertThat(tables).isEqualTo(scene.tables);
  }

  @ParameterizedTest
  @MethodSource("courses")
  void shouldGoOnFromItsStateAsIfNothingHadHappened(Consumer<Scene> course) {
    // given
    Scene undisturbed = play(course);
    Scene restored =
        Scene.withNodes("node-1", "node-2").replacingProcessor(CodecScenesTest::restored);
    // when
    course.accept(restored);
    // then
    assertThat(restored.journal).isEqualTo(undisturbed.journal);
    assertThat(restored.processor().snapshot()).isEqualTo(undisturbed.processor().snapshot());
  }

  @Test
  void shouldBetweenThemMakeEveryEvent() {
    // given
    Stream<Scene> scenes = courses().map(CodecScenesTest::play);
    // when
    var made =
        scenes.flatMap(scene -> scene.journal.stream()).map(entry -> entry.event().getClass());
    // then
    var ofOffices = OfficeTest.events().stream().map(event -> event.getClass());
    assertThat(Stream.concat(made, ofOffices).map(c -> (Object) c).distinct().toList())
        .containsAll(List.of((Object[]) RolloutEvent.class.getPermittedSubclasses()));
  }

  private static ModelProcessor restored(ModelProcessor processor) {
    var state = StateCodec.write(processor, EntryHash.NONE, new ConsumedOffsets(1L, 2L, 3L));
    ModelProcessor restored = StateCodec.read((dev.turnout.events.RolloutState) overTheWire(state));
    assertThat(restored.snapshot()).isEqualTo(processor.snapshot());
    assertThat(SnapshotCodec.write(restored.snapshot()))
        .isEqualTo(SnapshotCodec.write(processor.snapshot()));
    return restored;
  }

  private static SpecificRecord overTheWire(SpecificRecord message) {
    try {
      var bytes = new ByteArrayOutputStream();
      var encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
      new SpecificDatumWriter<SpecificRecord>(message.getSchema()).write(message, encoder);
      var decoder = DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null);
      return new SpecificDatumReader<SpecificRecord>(message.getSchema()).read(null, decoder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
