package dev.turnout.api;

import dev.turnout.api.access.Verb;
import dev.turnout.bus.Connection;
import dev.turnout.events.MetricReport;
import dev.turnout.report.Counters;
import dev.turnout.report.Row;
import dev.turnout.yaml.YamlField;
import dev.turnout.yaml.YamlMap;
import dev.turnout.yaml.YamlNode;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Labels and counts of pipelines, as {@code turnout report} takes them. */
final class ReportResource {
  private final Connection connection;
  private final CommandDesk desk;

  /** Rows of one run, or what the sender has counted of it by itself. */
  private record Rows(
      List<Map<String, Object>> rows,
      Optional<Map<String, Object>> report,
      Optional<String> runId,
      String reporter) {
    Rows {
      if (rows.isEmpty() == report.isEmpty()) {
        throw new IllegalArgumentException(
            "Expected either 'rows' or a 'report', but got both or neither");
      }
    }
  }

  ReportResource(Connection connection, CommandDesk desk) {
    this.connection = connection;
    this.desk = desk;
  }

  List<Route> routes() {
    return List.of(Route.post("/api/v1/models/{model}/reports", Verb.REPORT, this::report));
  }

  private Future<Reply> report(Exchange exchange) {
    String model = exchange.model();
    Rows rows = Bodies.read(exchange, ReportResource::read);
    return rows.report().isPresent()
        ? counted(exchange, model, rows.report().get())
        : rows(exchange, model, rows);
  }

  private Future<Reply> counted(Exchange exchange, String model, Map<String, Object> tree) {
    MetricReport report = CountedReport.read(tree, model);
    return exchange.blocking(
        () -> {
          desk.publish(connection.topics().metrics(), model, report);
          return reply(model, 0, report.getBootId());
        });
  }

  private Future<Reply> rows(Exchange exchange, String model, Rows rows) {
    String runId =
        rows.runId()
            .or(() -> exchange.header(CommandDesk.IDEMPOTENCY_KEY))
            .orElseGet(() -> UUID.randomUUID().toString());
    Counters counters = new Counters(rows.reporter(), runId);
    for (int i = 0; i < rows.rows().size(); i++) {
      add(counters, model, i, rows.rows().get(i));
    }
    return exchange.blocking(
        () -> {
          for (MetricReport report : counters.next(Instant.now().toEpochMilli())) {
            desk.publish(connection.topics().metrics(), report.getModel(), report);
          }
          return reply(model, rows.rows().size(), runId);
        });
  }

  private static Reply reply(String model, int rows, String runId) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("model", model);
    tree.put("rows", rows);
    tree.put("runId", runId);
    return Reply.ok(tree);
  }

  private static void add(Counters counters, String model, int index, Map<String, Object> given) {
    try {
      Map<String, String> cells = cells(given);
      String named = cells.getOrDefault("model", model);
      if (!named.equals(model)) {
        throw new IllegalArgumentException(
            "Expected rows of %s, but got one of '%s'".formatted(model, named));
      }
      counters.add(Row.of(cells, Map.of("model", model)));
    } catch (IllegalArgumentException e) {
      throw Problem.of(Problem.Kind.INVALID, "rows[%d]: %s", index, String.valueOf(e.getMessage()))
          .withStatus(422)
          .thrown();
    }
  }

  private static Map<String, String> cells(Map<String, Object> row) {
    Map<String, String> cells = new LinkedHashMap<>();
    row.forEach(
        (column, value) -> {
          if (!Row.COLUMNS.contains(column)) {
            throw new IllegalArgumentException(
                "Expected one of the columns %s, but got '%s'"
                    .formatted(Row.COLUMNS.stream().sorted().toList(), column));
          }
          cells.put(
              column,
              value instanceof List<?> list
                  ? list.stream().map(String::valueOf).collect(Collectors.joining(","))
                  : String.valueOf(value));
        });
    return cells;
  }

  private static YamlField<Rows> read(YamlNode node) {
    YamlMap map = node.map();
    var rows =
        map.optional(
            "rows",
            list -> list.list(row -> row.entries(YamlNode::plain)),
            List.<Map<String, Object>>of());
    var report = map.optional("report", counted -> counted.entries(YamlNode::plain));
    var runId = map.optional("runId", YamlNode::string);
    var reporter = map.optional("reporter", YamlNode::string, "pipeline");
    return map.build(() -> new Rows(rows.get(), report.get(), runId.get(), reporter.get()));
  }
}
