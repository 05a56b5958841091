package dev.turnout.agents.router.nginx;

import dev.turnout.agents.router.AppliedRoutes;
import dev.turnout.agents.router.Endpoint;
import dev.turnout.agents.routing.RouteSnapshot;
import dev.turnout.agents.routing.Stickiness;
import dev.turnout.agents.routing.VersionRoute;
import java.util.List;
import java.util.Locale;

/** One model's table in NGINX's own words: {@code split_clients} and upstreams. */
final class SplitText {
  /** NGINX knows shares to a hundredth of a percent. */
  static final int STEP_MILLIONTHS = 100;

  private final int number;
  private final AppliedRoutes applied;

  /**
   * @param applied a table that serves
   */
  SplitText(int number, AppliedRoutes applied) {
    this.number = number;
    this.applied = applied;
  }

  String text() {
    return key() + split() + servers() + upstreams();
  }

  /** Nobody without a key gets the same version again. */
  private String key() {
    RouteSnapshot table = applied.snapshot();
    return """
      map "%1$s" $turnout_key_%2$d {
        "" $request_id;
        default "%3$s:%1$s";
      }
    """
        .formatted(variable(table.stickiness()), number, table.salt());
  }

  private String split() {
    StringBuilder text = new StringBuilder();
    text.append(
        "  split_clients \"$turnout_key_%1$d\" $turnout_version_%1$d {\n".formatted(number));
    List<VersionRoute> served =
        applied.snapshot().routes().stream().filter(route -> route.millionths() > 0).toList();
    for (VersionRoute route : served.subList(0, served.size() - 1)) {
      int hundredths = route.millionths() / STEP_MILLIONTHS;
      text.append(
          "    %d.%02d%% %s;\n".formatted(hundredths / 100, hundredths % 100, route.version()));
    }
    return text.append("    * %s;\n  }\n".formatted(served.get(served.size() - 1).version()))
        .toString();
  }

  private String servers() {
    StringBuilder text = new StringBuilder();
    text.append(
        "  map $turnout_version_%1$d $turnout_server_%1$d {\n    default \"\";\n"
            .formatted(number));
    int arm = 0;
    for (VersionRoute route : applied.snapshot().routes()) {
      if (applied.endpoints().containsKey(route.version())) {
        text.append("    \"%s\" turnout_%d_%d;\n".formatted(route.version(), number, arm));
      }
      arm++;
    }
    return text.append("  }\n").toString();
  }

  private String upstreams() {
    StringBuilder text = new StringBuilder();
    int arm = 0;
    for (VersionRoute route : applied.snapshot().routes()) {
      Endpoint endpoint = applied.endpoints().get(route.version());
      if (endpoint != null) {
        // Twice, so that there is another one to try; and never out for what it did before.
        text.append(
            """
              upstream turnout_%1$d_%2$d {
                server %3$s max_fails=0;
                server %3$s max_fails=0;
                keepalive 256;
              }
            """
                .formatted(number, arm, endpoint.authority()));
      }
      arm++;
    }
    return text.toString();
  }

  private static String variable(Stickiness key) {
    return switch (key.source()) {
      case HEADER -> "$http_" + key.name().toLowerCase(Locale.ROOT).replace('-', '_');
      case COOKIE -> "$cookie_" + key.name();
      case QUERY -> "$arg_" + key.name();
      case NONE -> "";
    };
  }
}
