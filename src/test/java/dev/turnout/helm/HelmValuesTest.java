package dev.turnout.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Values, their schema and their documentation say the same. */
class HelmValuesTest {
  private static final Path README = Chart.FOLDER.resolve("README.md");
  private static final Path VALUES = Chart.FOLDER.resolve("values.yaml");
  private static final Pattern LINE = Pattern.compile("( *)([A-Za-z]+):(.*)");
  private static final String BEGIN = "| key | default | meaning |\n|---|---|---|\n";

  @Test
  void shouldCheckEveryValueAndNoOther() throws IOException {
    // given
    JsonNode schema =
        new ObjectMapper().readTree(Chart.FOLDER.resolve("values.schema.json").toFile());
    Object values =
        new Load(LoadSettings.builder().build()).loadFromString(Files.readString(VALUES));
    // when
    TreeSet<String> checked = new TreeSet<>();
    collect(schema, "", checked);
    // then
    TreeSet<String> known = new TreeSet<>();
    collect(values, "", known);
    assertThat(checked).containsAll(known);
    checked.remove("global");
    checked.remove("agent.models.name");
    assertThat(known).containsAll(checked);
  }

  @Test
  void shouldDocumentEveryValue() throws IOException {
    // given
    String table = String.join("\n", rows()) + "\n";
    String readme = Files.readString(README);
    int begin = readme.indexOf(BEGIN) + BEGIN.length();
    int gap = readme.indexOf("\n\n", begin);
    int end = gap < 0 ? readme.length() : gap + 1;
    if (Boolean.getBoolean("turnout.golden.update")) {
      readme = readme.substring(0, begin) + table + readme.substring(end);
      Files.writeString(README, readme);
    }
    // then
    assertThat(readme).contains(BEGIN + table);
  }

  private static List<String> rows() throws IOException {
    List<String> rows = new ArrayList<>();
    Deque<String> path = new ArrayDeque<>();
    String meaning = "";
    for (String line : Files.readAllLines(VALUES)) {
      Matcher key = LINE.matcher(line);
      if (line.strip().startsWith("# -- ")) {
        meaning = line.strip().substring(5);
      } else if (key.matches()) {
        while (path.size() > key.group(1).length() / 2) {
          path.removeLast();
        }
        path.addLast(key.group(2));
        if (!meaning.isEmpty()) {
          String value = key.group(3).strip();
          rows.add(
              "| `%s` | %s | %s |"
                  .formatted(
                      String.join(".", path), value.isEmpty() ? "" : "`" + value + "`", meaning));
        }
        meaning = "";
      }
    }
    return rows;
  }

  private static void collect(JsonNode schema, String path, TreeSet<String> found) {
    schema
        .path("properties")
        .properties()
        .forEach(
            property -> {
              String name = path.isEmpty() ? property.getKey() : path + "." + property.getKey();
              found.add(name);
              collect(property.getValue(), name, found);
            });
  }

  private static void collect(Object values, String path, TreeSet<String> found) {
    if (values instanceof Map<?, ?> map && !path.endsWith(".resources")) {
      map.forEach(
          (key, value) -> {
            String name = path.isEmpty() ? key.toString() : path + "." + key;
            found.add(name);
            collect(value, name, found);
          });
    }
  }
}
