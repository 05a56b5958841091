package dev.turnout.api;

import dev.turnout.events.JournalEntry;
import dev.turnout.events.MetricReport;
import dev.turnout.events.PlaceView;
import dev.turnout.events.RolloutState;
import dev.turnout.output.Documents;
import dev.turnout.output.Format;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The API's own description, as OpenAPI 3.1. A test holds it against the routes and the answers.
 */
final class OpenApi {
  private final Map<String, Object> document;
  private final Reply json;
  private final Reply yaml;

  OpenApi() {
    this.document = read();
    AvroSchemas schemas = new AvroSchemas(schemas(document));
    schemas.add(
        RolloutState.getClassSchema(),
        Set.of("snapshot", "snapshotVersion", "consumed", "recallFrom"));
    schemas.add(JournalEntry.getClassSchema(), Set.of());
    schemas.add(PlaceView.getClassSchema(), Set.of());
    schemas.add(MetricReport.getClassSchema(), Set.of());
    this.json = Reply.ok(document);
    this.yaml =
        Reply.of(
            "application/yaml; charset=utf-8",
            Buffer.buffer(Documents.write(Format.YAML, document)));
  }

  List<Route> routes() {
    return List.of(
        Route.open("/api/v1/openapi.json", exchange -> Future.succeededFuture(json)),
        Route.open("/api/v1/openapi.yaml", exchange -> Future.succeededFuture(yaml)));
  }

  Map<String, Object> document() {
    return document;
  }

  @SuppressWarnings("unchecked") // The document is our own.
  private static Map<String, Object> read() {
    try (InputStream in = OpenApi.class.getResourceAsStream("openapi.yaml")) {
      Object read =
          new Load(LoadSettings.builder().setMaxAliasesForCollections(0).build())
              .loadFromInputStream(Objects.requireNonNull(in));
      return (Map<String, Object>) read;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Object> schemas(Map<String, Object> document) {
    return map(map(document, "components"), "schemas");
  }

  @SuppressWarnings("unchecked") // The document is our own.
  private static Map<String, Object> map(Map<String, Object> parent, String key) {
    return (Map<String, Object>) Objects.requireNonNull(parent.get(key), key);
  }
}
