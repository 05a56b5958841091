package dev.turnout.orchestrator.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnout.orchestrator.codec.CommandCodec;
import dev.turnout.orchestrator.codec.EventCodec;
import dev.turnout.orchestrator.codec.SnapshotCodec;
import dev.turnout.orchestrator.plan.Glob;
import dev.turnout.orchestrator.policy.Freeze;
import dev.turnout.orchestrator.policy.Limit;
import dev.turnout.orchestrator.policy.OfficeName;
import dev.turnout.orchestrator.policy.Policy;
import dev.turnout.orchestrator.policy.Schedule;
import dev.turnout.orchestrator.policy.Scope;
import dev.turnout.orchestrator.routing.ModelName;
import dev.turnout.schemas.RecordTypes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What lies under a reserved name: the policy, and who may be under way. */
class OfficeTest {
  static final Scope RISK =
      new Scope(
          List.of(new Glob("fraud*")),
          new TreeMap<>(Map.of("team", "risk")),
          new TreeMap<>(Map.of("urgent", "yes")));
  private static final Policy POLICY =
      new Policy(
          List.of(
              new Freeze(
                  "weekend",
                  "nobody is there",
                  new Schedule.Repeated("0 18 * * FRI", Duration.ofHours(62), "Europe/Berlin"),
                  Scope.ALL),
              new Freeze(
                  "year end",
                  "",
                  new Schedule.Once(
                      Instant.parse("2026-12-20T00:00:00Z"), Instant.parse("2027-01-04T00:00:00Z")),
                  RISK)),
          List.of(
              new Limit("all", 2, Optional.empty(), Scope.ALL),
              new Limit("one a team", 1, Optional.of("team"), Scope.ALL)));

  private final ModelProcessor office = new ModelProcessor(OfficeName.PLACES);
  private final List<RolloutCommand> commands = new ArrayList<>();

  @BeforeAll
  static void trust() {
    RecordTypes.trust();
  }

  /** One of each kind of event that only an office makes. */
  static List<RolloutEvent> events() {
    ModelName fraud = new ModelName("fraud");
    RolloutId id = new RolloutId("fraud-v2");
    return List.of(
        new PolicyApplied(POLICY),
        new PlaceRequested(fraud, id, new TreeMap<>(Map.of("team", "risk")), true),
        new PlaceGranted(fraud, id),
        new PlaceLeft(fraud, id));
  }

  private List<RolloutEvent> give(Function<CommandHeader, RolloutCommand> command) {
    CommandHeader header =
        new CommandHeader(
            new CommandId("command-" + commands.size()),
            OfficeName.PLACES,
            Optional.empty(),
            new Actor("jane"),
            Optional.empty());
    commands.add(command.apply(header));
    Instant at = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(commands.size());
    return office.process(new CommandReceived(commands.get(commands.size() - 1), at)).stream()
        .map(Entry::event)
        .toList();
  }

  private List<RolloutEvent> request(String model, String team) {
    return give(
        header ->
            new RequestPlace(
                header,
                new ModelName(model),
                new RolloutId(model + "-v2"),
                new TreeMap<>(team.isEmpty() ? Map.of() : Map.of("team", team)),
                false));
  }

  private List<RolloutEvent> leave(String model) {
    return give(
        header -> new LeavePlace(header, new ModelName(model), new RolloutId(model + "-v2")));
  }

  private static List<String> granted(List<RolloutEvent> events) {
    return events.stream()
        .filter(PlaceGranted.class::isInstance)
        .map(event -> ((PlaceGranted) event).model().value())
        .toList();
  }

  @Test
  void shouldGrantAsManyPlacesAsThereAreInTheOrderOfAsking() {
    // given
    give(header -> new ApplyPolicy(header, POLICY));
    // when, then
    assertThat(granted(request("a", ""))).containsExactly("a");
    assertThat(granted(request("b", ""))).containsExactly("b");
    assertThat(granted(request("c", ""))).isEmpty();
    assertThat(granted(request("d", ""))).isEmpty();
    assertThat(granted(leave("a"))).containsExactly("c");
    assertThat(granted(leave("b"))).containsExactly("d");
  }

  @Test
  void shouldCountEachValueOfALabelApart() {
    // given
    give(header -> new ApplyPolicy(header, POLICY));
    // when, then
    assertThat(granted(request("a", "risk"))).containsExactly("a");
    assertThat(granted(request("b", "risk"))).isEmpty();
    assertThat(granted(request("c", "ads"))).as("passes the one who waits").containsExactly("c");
    assertThat(granted(leave("c"))).as("the limit of the team still holds").isEmpty();
    assertThat(granted(leave("a"))).containsExactly("b");
  }

  @Test
  void shouldCountOnlyThoseWhomALimitIsFor() {
    // given
    Scope frauds = new Scope(List.of(new Glob("fraud*")), new TreeMap<>(), new TreeMap<>());
    Limit one = new Limit("frauds", 1, Optional.empty(), frauds);
    give(header -> new ApplyPolicy(header, new Policy(List.of(), List.of(one))));
    // when, then
    assertThat(granted(request("ads", ""))).containsExactly("ads");
    assertThat(granted(request("fraud", ""))).containsExactly("fraud");
    assertThat(granted(request("churn", ""))).containsExactly("churn");
    assertThat(granted(request("fraud-eu", ""))).isEmpty();
    assertThat(granted(leave("ads"))).isEmpty();
    assertThat(granted(leave("fraud"))).containsExactly("fraud-eu");
  }

  @Test
  void shouldGrantTheSamePlaceOnce() {
    // given
    give(header -> new ApplyPolicy(header, POLICY));
    request("a", "");
    // when, then
    assertThat(request("a", "")).isEmpty();
    assertThat(leave("b")).isEmpty();
    assertThat(granted(request("b", ""))).containsExactly("b");
  }

  @Test
  void shouldLetEverybodyInWithoutLimitsAndCountNobody() {
    // when, then
    assertThat(granted(request("a", ""))).containsExactly("a");
    assertThat(office.model().office()).map(Office::places).contains(List.of());
  }

  @Test
  void shouldAdmitThoseWhoFitWhenThePolicyGrowsWider() {
    // given
    give(header -> new ApplyPolicy(header, POLICY));
    List.of("a", "b", "c", "d").forEach(model -> request(model, ""));
    Limit three = new Limit("all", 3, Optional.empty(), Scope.ALL);
    // when
    List<RolloutEvent> events =
        give(header -> new ApplyPolicy(header, new Policy(List.of(), List.of(three))));
    // then
    assertThat(granted(events)).containsExactly("c");
  }

  @Test
  void shouldCountThoseWhoRunAlreadyAndStopNobody() {
    // given
    give(header -> new ApplyPolicy(header, POLICY));
    for (String model : List.of("a", "b", "c")) {
      give(
          header ->
              new RequestPlace(
                  header,
                  new ModelName(model),
                  new RolloutId(model + "-v2"),
                  new TreeMap<>(),
                  true));
    }
    // when, then
    assertThat(granted(request("d", ""))).isEmpty();
    assertThat(granted(leave("a"))).isEmpty();
    assertThat(granted(leave("b"))).containsExactly("d");
  }

  @Test
  void shouldTakeThePolicyOnlyUnderAReservedName() {
    // given
    Scene scene = Scene.withNodes("node-1");
    // when, then
    assertThat(Scene.refusal(scene.command(header -> new ApplyPolicy(header, POLICY))))
        .contains("under a reserved name such as 'turnout.policy.0'");
  }

  @Test
  void shouldRefuseARolloutUnderAReservedName() {
    // when
    CommandHeader header =
        new CommandHeader(
            new CommandId("x"),
            OfficeName.PLACES,
            Optional.of(new dev.turnout.orchestrator.plan.RolloutName("r")),
            new Actor("jane"),
            Optional.empty());
    Decision decision =
        new StartRollout(header, Specs.canary(), false)
            .decide(Model.unknown(OfficeName.PLACES), Circumstances.at(Instant.EPOCH));
    // then
    assertThat(decision).isInstanceOf(Decision.Refused.class);
  }

  @Test
  void shouldCarryItsCommandsEventsAndState() {
    // given
    give(header -> new ApplyPolicy(header, POLICY));
    request("a", "risk");
    request("b", "risk");
    leave("a");
    give(header -> new AdmitRollout(header, new RolloutId("x")));
    // when, then
    assertThat(commands)
        .allSatisfy(
            command ->
                assertThat(CommandCodec.read(CommandCodec.write(command))).isEqualTo(command));
    assertThat(events())
        .allSatisfy(event -> assertThat(EventCodec.read(EventCodec.write(event))).isEqualTo(event));
    byte[] bytes = SnapshotCodec.write(office.snapshot());
    assertThat(SnapshotCodec.read(SnapshotCodec.VERSION, bytes)).isEqualTo(office.snapshot());
  }
}
