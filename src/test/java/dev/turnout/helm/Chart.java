package dev.turnout.helm;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The chart of this repository, rendered by the real Helm inside the JVM. */
public final class Chart {
  static final Path FOLDER = Path.of("..", "helm", "turnout");

  private Chart() {}

  /** Whether there is a Helm for this platform. */
  public static boolean isRunnable() {
    boolean runnable =
        System.getProperty("os.name").equals("Linux")
            && System.getProperty("os.arch").equals("amd64");
    if (!runnable) {
      System.out.println("[helm] the chart was not rendered: there is no Helm for this platform");
    }
    return runnable;
  }

  static Helm helm() {
    return new Helm(FOLDER);
  }

  /** The manifests of a release {@code demo} in the namespace {@code ml}. */
  public static String manifests(String valuesFile) {
    return command(valuesFile).call();
  }

  static TemplateCommand command(String valuesFile) {
    return helm()
        .template()
        .withName("demo")
        .withNamespace("ml")
        .withKubeVersion("1.36.0")
        .withValuesFile(FOLDER.resolve("ci").resolve(valuesFile));
  }

  /** The same, as objects. */
  static List<Map<String, Object>> objects(String manifests) {
    Iterable<Object> documents =
        new Load(LoadSettings.builder().build()).loadAllFromString(manifests);
    return StreamSupport.stream(documents.spliterator(), false)
        .filter(Objects::nonNull)
        .map(Chart::map)
        .toList();
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }

  /** The value at a path of keys; lists give what each of their items has there. */
  static List<Object> at(Object value, String... path) {
    List<Object> here = List.of(value);
    for (String key : path) {
      List<Object> next = new ArrayList<>();
      for (Object one : here) {
        List<?> items = one instanceof List<?> list ? list : List.of(one);
        items.stream()
            .filter(Map.class::isInstance)
            .map(item -> map(item).get(key))
            .filter(Objects::nonNull)
            .forEach(next::add);
      }
      here = next;
    }
    return here;
  }
}
