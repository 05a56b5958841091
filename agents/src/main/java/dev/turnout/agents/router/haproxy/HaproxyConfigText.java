package dev.turnout.agents.router.haproxy;

import dev.turnout.agents.router.Endpoint;
import dev.turnout.agents.router.RouteRow;
import dev.turnout.agents.router.proxy.ListenAddress;
import dev.turnout.agents.routing.Stickiness;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The whole configuration of a HAProxy that reads a model's {@link RouteRow} from a map with every
 * request. It never changes with the weights; it names the servers, so that a restart finds them.
 */
final class HaproxyConfigText {
  /** More versions of one model do not fit into the rules. */
  static final int MOST_ARMS = 4;

  private final HaproxySettings settings;

  HaproxyConfigText(HaproxySettings settings) {
    this.settings = settings;
  }

  /**
   * @param servers the endpoints of each model
   */
  String with(Map<String, Set<Endpoint>> servers) {
    StringBuilder text = new StringBuilder(head());
    settings
        .listeners()
        .forEach(
            (model, listen) -> {
              text.append(frontend(model, listen));
              text.append(backend(model, servers.getOrDefault(model, Set.of())));
            });
    return text.toString();
  }

  /** The parameters of a server, as a configuration and the runtime API write them. */
  static String server(Endpoint endpoint) {
    String h2 = endpoint.protocol() == Endpoint.Protocol.H2C ? " proto h2" : "";
    // Weight 0: no request gets there but those that a rule sends there.
    return endpoint.authority() + " weight 0" + h2;
  }

  private String head() {
    return """
        # Written by turnout agent; changes by hand are lost. Start: haproxy -W -f %s
        global
          stats socket %s mode 600 level admin expose-fd listeners

        defaults
          mode http
          timeout connect %dms
          timeout server %dms
          timeout client 60s
          timeout http-keep-alive 60s
          retries 1
          retry-on conn-failure empty-response
          http-reuse aggressive
        """
        .formatted(
            settings.configFile(),
            settings.socket(),
            settings.connectTimeout().toMillis(),
            settings.requestTimeout().toMillis());
  }

  private String frontend(String model, ListenAddress listen) {
    StringBuilder text = new StringBuilder();
    line(text, "");
    line(text, "frontend " + model);
    line(text, "  bind %s:%d", listen.host(), listen.port());
    settings.log().ifPresent(at -> log(text, model, at));
    line(text, "  http-request set-var(txn.turnout_at) date(0,us)");
    requestId(text);
    line(
        text, "  http-request set-var(txn.turnout_row) str(%s),map(%s)", model, settings.mapFile());
    bucket(text);
    arms(text);
    line(text, "  http-request set-var(txn.turnout_version) var(txn.turnout_arm),field(2,/)");
    line(text, "  http-request set-var(txn.turnout_server) var(txn.turnout_arm),field(3,/)");
    line(
        text,
        "  http-after-response set-header x-turnout-version %%[var(txn.turnout_version)]"
            + " if { var(txn.turnout_version) -m found }");
    unavailable(text, model, "has no routing table yet", "!{ var(txn.turnout_row) -m found }");
    unavailable(text, model, "has no live version yet", "!{ var(txn.turnout_arm) -m found }");
    unavailable(
        text,
        model,
        "has no endpoint on this node for the chosen version",
        "!{ var(txn.turnout_server),length gt 0 }");
    line(text, "  default_backend %s", model);
    return text.toString();
  }

  private static void log(StringBuilder text, String model, ListenAddress at) {
    line(text, "  log %s:%d len 1024 format raw local0", at.host(), at.port());
    line(
        text,
        "  log-format \"turnout/1 %s %%[var(txn.turnout_version)] %%ST"
            + " %%[date(0,us),sub(txn.turnout_at)] haproxy:%%ts\"",
        model);
  }

  private static void requestId(StringBuilder text) {
    line(
        text,
        "  http-request set-header x-request-id %%[uuid()]"
            + " if !{ req.fhdr(x-request-id,1) -m reg ^[A-Za-z0-9._:/+=@-]{1,128}$ }");
    line(text, "  http-request set-var(txn.turnout_id) req.fhdr(x-request-id,1)");
    line(text, "  http-after-response set-header x-request-id %%[var(txn.turnout_id)]");
  }

  private void bucket(StringBuilder text) {
    for (Stickiness key : settings.keys()) {
      line(
          text,
          "  http-request set-var(txn.turnout_key) %s"
              + " if { var(txn.turnout_row),field(3,|) -m str -i %s }",
          fetch(key),
          RouteRow.key(key));
    }
    line(text, "  http-request set-var(txn.turnout_salt) var(txn.turnout_row),field(2,|),url_dec");
    line(
        text,
        "  http-request set-var(txn.turnout_bucket)"
            + " var(txn.turnout_salt),concat(:,txn.turnout_key),xxh32(0),mod(1000000)"
            + " if { var(txn.turnout_key),length gt 0 }");
    line(
        text,
        "  http-request set-var(txn.turnout_bucket) rand(1000000)"
            + " if !{ var(txn.turnout_key),length gt 0 }");
  }

  private static void arms(StringBuilder text) {
    for (int arm = 0; arm < MOST_ARMS; arm++) {
      line(
          text,
          "  http-request set-var(txn.turnout_end%d) var(txn.turnout_row),field(%d,|),field(1,/)",
          arm,
          arm + 4);
      line(
          text,
          "  http-request set-var(txn.turnout_arm) var(txn.turnout_row),field(%d,|)"
              + " if !{ var(txn.turnout_arm) -m found }"
              + " { var(txn.turnout_bucket),sub(txn.turnout_end%d) lt 0 }",
          arm + 4,
          arm);
    }
  }

  private static void unavailable(StringBuilder text, String model, String what, String condition) {
    line(
        text,
        "  http-request return status 503 content-type application/problem+json"
            + " string '{\"title\":\"Service Unavailable\",\"status\":503,\"detail\":\"Model %s %s\"}' if %s",
        model,
        what,
        condition);
  }

  private static String backend(String model, Collection<Endpoint> servers) {
    StringBuilder text = new StringBuilder();
    line(text, "");
    line(text, "backend %s", model);
    line(text, "  balance roundrobin");
    line(text, "  use-server %%[var(txn.turnout_server)] if TRUE");
    for (Endpoint endpoint : servers) {
      line(text, "  server %s %s", RouteRow.server(endpoint), server(endpoint));
    }
    return text.toString();
  }

  private static String fetch(Stickiness key) {
    return switch (key.source()) {
      case HEADER -> "req.fhdr(%s,1)".formatted(key.name().toLowerCase(Locale.ROOT));
      case COOKIE -> "req.cook(%s)".formatted(key.name());
      case QUERY -> "url_param(%s),url_dec(1)".formatted(key.name());
      case NONE -> throw new IllegalArgumentException("Expected a place where the key is");
    };
  }

  private static void line(StringBuilder text, String format, Object... arguments) {
    text.append(format.formatted(arguments)).append('\n');
  }
}
