package dev.turnout.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/**
 * Writes trees of maps, lists, texts, numbers and booleans as JSON or YAML; both end with a line
 * break.
 */
public final class Documents {
  private static final ObjectMapper PRETTY =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
  private static final ObjectMapper PLAIN = new ObjectMapper();

  private Documents() {}

  /** The tree over several lines in the asked format; a table is not a document. */
  public static String write(Format format, Object tree) {
    return switch (format) {
      case JSON -> json(PRETTY, tree) + "\n";
      case YAML -> yaml(tree);
      case TABLE -> throw new IllegalArgumentException("Expected json or yaml, but got table");
    };
  }

  /** The tree as JSON on one line. */
  public static String jsonLine(Object tree) {
    return json(PLAIN, tree) + "\n";
  }

  private static String yaml(Object tree) {
    DumpSettings settings =
        DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).setSplitLines(false).build();
    return new Dump(settings).dumpToString(tree);
  }

  private static String json(ObjectMapper mapper, Object tree) {
    try {
      return mapper.writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Expected a tree of plain values", e);
    }
  }
}
