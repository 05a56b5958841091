package dev.turnout.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.turnout.orchestrator.rollout.Model;
import dev.turnout.orchestrator.rollout.RolloutEvent;
import java.time.Instant;
import java.util.Set;

/** The rooms of the house, and who may go where. */
@AnalyzeClasses(
    packages = "dev.turnout",
    importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.NoTestJars.class})
class ArchitectureTest {

  /** The tests of the agents come as a jar, because some of their tools serve here too. */
  static final class NoTestJars implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("-tests.jar");
    }
  }

  private static final String ROLLOUT = "dev.turnout.orchestrator.rollout..";
  private static final String ANALYSIS = "dev.turnout.orchestrator.analysis..";
  private static final String STATISTICS = "dev.turnout.orchestrator.statistics..";
  private static final String GUARD = "dev.turnout.orchestrator.guard..";
  private static final String FORECAST = "dev.turnout.orchestrator.forecast..";
  private static final String ROUTING = "dev.turnout.orchestrator.routing..";
  private static final String PLAN = "dev.turnout.orchestrator.plan..";
  private static final String POLICY = "dev.turnout.orchestrator.policy..";
  private static final String FLEET = "dev.turnout.orchestrator.fleet..";
  private static final String TELEMETRY = "dev.turnout.orchestrator.telemetry..";
  private static final String AGENT_ROUTING = "dev.turnout.agents.routing..";
  private static final String AGENT_REPORT = "dev.turnout.agents.report..";
  private static final String[] PURE = {
    ROLLOUT,
    PLAN,
    POLICY,
    FLEET,
    TELEMETRY,
    ANALYSIS,
    STATISTICS,
    GUARD,
    FORECAST,
    ROUTING,
    AGENT_ROUTING,
    AGENT_REPORT
  };
  private static final Set<String> CLOCKS =
      Set.of("now", "currentTimeMillis", "nanoTime", "systemUTC", "systemDefaultZone");

  @ArchTest
  static final ArchRule pureRoomsUseOnlyJdkValuesAndEachOther =
      classes()
          .that()
          .resideInAnyPackage(PURE)
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(PURE)
                  .or(
                      resideInAnyPackage(
                          "java.lang..",
                          "java.util..",
                          "java.time..",
                          "java.math..",
                          "java.nio.charset..",
                          "org.jspecify.annotations..")))
          .because("the heart must run, and replay, without Kafka, HTTP, Avro or a file system");

  @ArchTest
  static final ArchRule analysisKnowsOnlyItself =
      noClasses()
          .that()
          .resideInAPackage(ANALYSIS)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              ROLLOUT, PLAN, POLICY, FLEET, TELEMETRY, ROUTING, AGENT_ROUTING, AGENT_REPORT)
          .because("the judge knows counts and times, not rollouts");

  @ArchTest
  static final ArchRule routingKnowsOnlyItself =
      noClasses()
          .that()
          .resideInAPackage(ROUTING)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              ROLLOUT, PLAN, POLICY, FLEET, TELEMETRY, ANALYSIS, AGENT_ROUTING, AGENT_REPORT)
          .because("a route table is a value that follows from the rollout, never the other way");

  @ArchTest
  static final ArchRule pureRoomsReadNoClockAndNoChance =
      noClasses()
          .that()
          .resideInAnyPackage(PURE)
          .should()
          .accessTargetWhere(
              describe(
                  "reads a clock or draws a random number",
                  (JavaAccess<?> access) ->
                      (access.getTargetOwner().getPackageName().startsWith("java")
                              && CLOCKS.contains(access.getName()))
                          || access.getTargetOwner().getName().equals("java.lang.Math")
                              && access.getName().equals("random")
                          || access
                              .getTargetOwner()
                              .getName()
                              .equals("java.util.concurrent.ThreadLocalRandom")))
          .because("time and chance are arguments: a rule that reads them cannot be replayed");

  @ArchTest
  static final ArchRule agentsConvergeWithoutKafkaNetworkAndDisk =
      noClasses()
          .that()
          .resideInAPackage("dev.turnout.agents.convergence..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache..",
              "io.vertx..",
              "java.net..",
              "java.io..",
              "java.nio.file..",
              "dev.turnout.events..",
              "dev.turnout.schemas..",
              "dev.turnout.agents.agent..")
          .orShould()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .because("a simulation runs many nodes in one thread, on a clock of its own");

  @ArchTest
  static final ArchRule onlyEventsChangeAModel =
      noClasses()
          .that()
          .areNotAssignableTo(RolloutEvent.class)
          .and()
          .areNotAssignableTo(Model.class)
          .should()
          .callMethodWhere(
              describe(
                  "makes a changed Model",
                  (JavaMethodCall call) ->
                      call.getTargetOwner().isEquivalentTo(Model.class)
                          && call.getTarget().getRawReturnType().isEquivalentTo(Model.class)
                          && !Set.of("unknown", "after").contains(call.getName())))
          .because("what no event says cannot be replayed from the journal");

  @ArchTest
  static final ArchRule orchestratorAndAgentsMeetOnlyInSchemas =
      noClasses()
          .that()
          .resideInAPackage("dev.turnout.orchestrator..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.turnout.agents..")
          .because("an orchestrator and an agent are different processes that share only messages");

  @ArchTest
  static final ArchRule agentsAndOrchestratorMeetOnlyInSchemas =
      noClasses()
          .that()
          .resideInAPackage("dev.turnout.agents..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.turnout.orchestrator..")
          .because("an orchestrator and an agent are different processes that share only messages");

  @ArchTest
  static final ArchRule noCyclesBetweenPackages =
      slices()
          .matching("dev.turnout.(**)")
          .should()
          .beFreeOfCycles()
          .because("data flows one way round, and nobody keeps packages apart by good will");

  @ArchTest
  static final ArchRule onlyTheDemoTrainsModels =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.turnout.demo..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.tribuo..")
          .because("the machine-learning library is there for the demo's models only");
}
