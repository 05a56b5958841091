package dev.turnout.agents.router;

import dev.turnout.agents.routing.RouteSnapshot;
import dev.turnout.agents.routing.Stickiness;
import dev.turnout.agents.routing.VersionRoute;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A table as one line of text, which a data plane keeps and interprets, and from which the table is
 * read back. As it is one value, it is changed as a whole or not at all:
 *
 * <pre>{@code
 * 12|salt|header:x-user-id|250000/v2/http:127.0.0.1:21001|1000000/v1/http:127.0.0.1:21000
 * }</pre>
 *
 * <p>The epoch, the salt, where the key is, and then one arm per version in the order of the table:
 * the first millionth in [0, 1,000,000] that is no longer the version's, its name, and where it
 * listens, which is empty if it does not. Mirrors have no place in it.
 */
public final class RouteRow {
  private static final String SAFE =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-";

  private RouteRow() {}

  /** The line. */
  public static String encode(AppliedRoutes applied) {
    RouteSnapshot table = applied.snapshot();
    StringBuilder row = new StringBuilder();
    row.append(table.epoch()).append('|').append(escape(table.salt()));
    row.append('|').append(key(table.stickiness()));
    int end = 0;
    for (VersionRoute route : table.routes()) {
      end += route.millionths();
      Endpoint endpoint = applied.endpoints().get(route.version());
      row.append('|').append(end).append('/').append(escape(route.version())).append('/');
      row.append(endpoint == null ? "" : server(endpoint));
    }
    return row.toString();
  }

  /** The table of a line; empty if it is none, as when somebody wrote it by hand. */
  public static Optional<AppliedRoutes> decode(String model, String row) {
    try {
      return Optional.of(read(model, row.split("\\|", -1)));
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  /** Where the key is, as the third field says it: {@code header:x-user-id}. */
  public static String key(Stickiness stickiness) {
    return stickiness.source().name().toLowerCase(Locale.ROOT) + ":" + escape(stickiness.name());
  }

  /** An endpoint as an arm names it: {@code http:127.0.0.1:21000}. */
  public static String server(Endpoint endpoint) {
    return endpoint.toString().replace("://", ":");
  }

  private static AppliedRoutes read(String model, String[] fields) {
    List<VersionRoute> routes = new ArrayList<>();
    Map<String, Endpoint> endpoints = new TreeMap<>();
    int start = 0;
    for (int i = 3; i < fields.length; i++) {
      String[] arm = fields[i].split("/", -1);
      int end = Integer.parseInt(arm[0]);
      String version = unescape(arm[1]);
      routes.add(new VersionRoute(version, (end - start) / 1e6));
      if (!arm[2].isEmpty()) {
        endpoints.put(version, Endpoint.parse(arm[2].replaceFirst(":", "://")));
      }
      start = end;
    }
    RouteSnapshot table =
        new RouteSnapshot(
            model,
            Long.parseLong(fields[0]),
            unescape(fields[1]),
            stickiness(fields[2]),
            routes,
            List.of());
    return new AppliedRoutes(table, endpoints);
  }

  private static Stickiness stickiness(String field) {
    int colon = field.indexOf(':');
    Stickiness.Source source =
        Stickiness.Source.valueOf(field.substring(0, colon).toUpperCase(Locale.ROOT));
    return new Stickiness(source, unescape(field.substring(colon + 1)));
  }

  private static String escape(String text) {
    StringBuilder out = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (SAFE.indexOf((char) b) >= 0) {
        out.append((char) b);
      } else {
        out.append("%%%02X".formatted(b & 0xFF));
      }
    }
    return out.toString();
  }

  private static String unescape(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
