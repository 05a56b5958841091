package dev.turnout.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.turnout.agents.agent.AgentMeter;
import dev.turnout.bridge.status.BridgeMeter;
import dev.turnout.notify.NotifyMeter;
import dev.turnout.orchestrator.mlflow.MlflowMeter;
import dev.turnout.orchestrator.stream.StreamMeter;
import dev.turnout.testing.Program;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Dashboard and alert rules: what they name is there, and Prometheus takes them. */
public class MonitoringTest {
  private static final Path FOLDER = Chart.FOLDER.resolve("monitoring");
  private static final Pattern METRIC = Pattern.compile("\\bturnout_[a-z_]+");
  private static final Pattern SUFFIX =
      Pattern.compile("(_total|_seconds(_bucket|_count|_sum|_max)?)$");

  @ParameterizedTest
  @ValueSource(strings = {"alerts.yaml", "alerts.test.yaml", "dashboard.json"})
  void shouldNameOnlyMetricsThatThereAre(String file) throws IOException {
    // given
    Set<String> known =
        Stream.of(
                Arrays.stream(StreamMeter.values()).map(StreamMeter::meterName),
                Arrays.stream(AgentMeter.values()).map(AgentMeter::meterName),
                Arrays.stream(MlflowMeter.values()).map(MlflowMeter::meterName),
                Arrays.stream(BridgeMeter.values()).map(BridgeMeter::meterName),
                Arrays.stream(NotifyMeter.values()).map(NotifyMeter::meterName))
            .flatMap(names -> names)
            .map(name -> name.replace('.', '_'))
            .collect(Collectors.toSet());

    // when
    Set<String> named = new TreeSet<>();
    metricsIn(file).forEach(name -> named.add(SUFFIX.matcher(name).replaceAll("")));

    // then
    assertThat(named).isNotEmpty();
    assertThat(known).containsAll(named);
  }

  /** The metrics that a file of the folder names, as Prometheus writes them. */
  public static Set<String> metricsIn(String file) throws IOException {
    return METRIC
        .matcher(Files.readString(FOLDER.resolve(file)))
        .results()
        .map(found -> found.group())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void shouldBeRulesThatPrometheusTakesAndThatAlertAsTested() throws Exception {
    // given
    Optional<Path> promtool = Program.named("promtool", "the test of the alert rules");
    assumeTrue(promtool.isPresent());

    // then
    assertThat(said(promtool.get(), "check", "rules", "alerts.yaml")).contains("SUCCESS");
    assertThat(said(promtool.get(), "test", "rules", "alerts.test.yaml"))
        .contains("SUCCESS")
        .doesNotContain("FAILED");
  }

  @Test
  void shouldHaveAQueryAndAPlaceForEachPanel() throws IOException {
    // when
    JsonNode panels =
        new ObjectMapper().readTree(FOLDER.resolve("dashboard.json").toFile()).get("panels");

    // then
    Set<Integer> ids = new TreeSet<>();
    for (JsonNode panel : panels) {
      JsonNode place = panel.get("gridPos");
      assertThat(ids.add(panel.get("id").asInt())).as("%s", panel.get("title")).isTrue();
      assertThat(place.get("x").asInt() + place.get("w").asInt()).isLessThanOrEqualTo(24);
      boolean row = panel.get("type").asText().equals("row");
      assertThat(row || panel.get("targets").size() > 0).as("%s", panel.get("title")).isTrue();
    }
    assertThat(ids).hasSizeGreaterThan(20);
  }

  @Test
  @EnabledIf("dev.turnout.helm.Chart#isRunnable")
  void shouldComeWithTheChartAsTheyAre() throws IOException {
    // when
    List<Map<String, Object>> objects = Chart.objects(Chart.manifests("secured.yaml"));

    // then
    Object rules =
        new Load(LoadSettings.builder().build())
            .loadFromString(Files.readString(FOLDER.resolve("alerts.yaml")));
    assertThat(specs(objects, "PrometheusRule", "spec")).containsExactly(rules);
    String dashboard =
        objects.stream()
            .flatMap(object -> Chart.at(object, "data", "turnout.json").stream())
            .map(String::valueOf)
            .findFirst()
            .orElseThrow();
    assertThat(new ObjectMapper().readTree(dashboard))
        .isEqualTo(new ObjectMapper().readTree(FOLDER.resolve("dashboard.json").toFile()));
    assertThat(Chart.manifests("minimal.yaml")).doesNotContain("PrometheusRule", "turnout.json");
  }

  private static List<Object> specs(List<Map<String, Object>> objects, String kind, String key) {
    return objects.stream()
        .filter(object -> kind.equals(object.get("kind")))
        .map(object -> object.get(key))
        .toList();
  }

  private static String said(Path promtool, String... arguments) throws Exception {
    List<String> command =
        Stream.concat(Stream.of(promtool.toString()), Arrays.stream(arguments)).toList();
    Process process =
        new ProcessBuilder(command).directory(FOLDER.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }
}
