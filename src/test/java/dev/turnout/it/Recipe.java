package dev.turnout.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.turnout.testing.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Where in a recipe its shell lines are, and what its runner puts around them. */
enum Recipe {
  GITHUB(
      "github/jane",
      Map.of("GITHUB_RUN_ID", "%s", "GITHUB_RUN_ATTEMPT", "1", "GITHUB_SHA", "c0ffee")) {
    @Override
    List<String> script(Path recipes) throws IOException {
      Map<String, Object> job =
          map(map(yaml(recipes.resolve("github-actions.yml")).get("jobs")).get("rollout"));
      requireOnlyKnown(map(job.get("env")));
      List<String> lines = new ArrayList<>();
      for (Object step : (List<?>) job.get("steps")) {
        Optional.ofNullable(map(step).get("run")).ifPresent(run -> lines.add(run.toString()));
      }
      return lines;
    }

    /** The runner fills in `${{ ... }}` of the job's variables; its lines have none. */
    private void requireOnlyKnown(Map<String, Object> variables) {
      if (!variables.get("TURNOUT_ACTOR").equals("github/${{ github.actor }}")) {
        throw new AssertionError("Expected the actor github/..., but got " + variables);
      }
    }
  },

  GITLAB("gitlab/jane", Map.of("CI_JOB_ID", "%s", "CI_COMMIT_SHA", "c0ffee")) {
    @Override
    List<String> script(Path recipes) throws IOException {
      Map<String, Object> job = map(yaml(recipes.resolve("gitlab-ci.yml")).get("rollout"));
      if (!map(job.get("variables")).get("TURNOUT_ACTOR").equals("gitlab/$GITLAB_USER_LOGIN")) {
        throw new AssertionError("Expected the actor gitlab/..., but got " + job);
      }
      return texts(job.get("script"));
    }
  },

  JENKINS("jenkins/fraud", Map.of("BUILD_TAG", "jenkins-fraud-%s", "BUILD_URL", "http://jenkins")) {
    @Override
    List<String> script(Path recipes) throws IOException {
      String file = Files.readString(recipes.resolve("Jenkinsfile"), UTF_8);
      return Pattern.compile("sh\\b[^'\\n]*'(?:''(.*?)'')?(.*?)'", Pattern.DOTALL)
          .matcher(file)
          .results()
          .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
          .toList();
    }
  },

  AIRFLOW("airflow/fraud", Map.of()) {
    @Override
    List<String> script(Path recipes) throws IOException {
      Optional<Path> python = Program.named("python3", "the Airflow recipe");
      assumeTrue(python.isPresent());
      Map<String, String> tasks = airflow(python.get(), recipes.resolve("airflow_dag.py"));
      return List.of(tasks.get("train"), tasks.get("rollout"));
    }
  };

  private static final String TASKS =
      """
      import ast, json, sys
      calls = [n for n in ast.walk(ast.parse(open(sys.argv[1]).read())) if isinstance(n, ast.Call)]
      found = [{k.arg: ast.literal_eval(k.value) for k in c.keywords} for c in calls
               if getattr(c.func, "id", "") == "BashOperator"]
      print(json.dumps({f["task_id"]: f["bash_command"] for f in found}))
      """;

  private final String actor;
  private final Map<String, String> variables;

  Recipe(String actor, Map<String, String> variables) {
    this.actor = actor;
    this.variables = variables;
  }

  /** The lines, one after the other. */
  abstract List<String> script(Path recipes) throws IOException;

  String actor() {
    return actor;
  }

  /** What the runner has in the environment of its so-manieth run. */
  Map<String, String> variables(String run) {
    Map<String, String> filled = new LinkedHashMap<>();
    variables.forEach((name, value) -> filled.put(name, value.replace("%s", run)));
    filled.put("TURNOUT_ACTOR", actor);
    filled.put("AIRFLOW_RUN", run);
    return filled;
  }

  /** The shell lines of the tasks, as Python reads the file; the run's id comes from us. */
  static Map<String, String> airflow(Path python, Path dag) throws IOException {
    Process process =
        new ProcessBuilder(python.toString(), "-c", TASKS, dag.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String json = new String(process.getInputStream().readAllBytes(), UTF_8);
    Map<String, String> tasks = new ObjectMapper().readValue(json, new TypeReference<>() {});
    tasks.replaceAll(
        (id, line) -> line.replace("'airflow-{{ run_id }}'", "airflow-${AIRFLOW_RUN:-1}"));
    return tasks;
  }

  private static Map<String, Object> yaml(Path file) throws IOException {
    return map(new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file)));
  }

  private static Map<String, Object> map(Object node) {
    Map<String, Object> map = new LinkedHashMap<>();
    ((Map<?, ?>) node).forEach((key, value) -> map.put(String.valueOf(key), value));
    return map;
  }

  private static List<String> texts(Object node) {
    return ((List<?>) node).stream().map(String::valueOf).toList();
  }
}
