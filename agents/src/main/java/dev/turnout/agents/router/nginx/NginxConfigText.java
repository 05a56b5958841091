package dev.turnout.agents.router.nginx;

import dev.turnout.agents.router.AppliedRoutes;
import dev.turnout.agents.router.RouteRow;
import dev.turnout.agents.router.proxy.ListenAddress;
import java.util.Map;
import java.util.Objects;

/** The whole configuration of an NGINX. With Lua it does not change with the tables. */
final class NginxConfigText {
  private static final String HEAD =
      """
      # Written by turnout agent; changes by hand are lost. Start: %1$s -c %2$s/nginx.conf
      %3$sworker_processes auto;
      pid %2$s/nginx.pid;
      error_log %2$s/error.log warn;
      events {
        worker_connections 4096;
      }
      http {
        access_log off;
        server_tokens off;
        client_max_body_size 0;
        client_body_temp_path %2$s/tmp/body;
        proxy_temp_path %2$s/tmp/proxy;
        fastcgi_temp_path %2$s/tmp/fastcgi;
        uwsgi_temp_path %2$s/tmp/uwsgi;
        scgi_temp_path %2$s/tmp/scgi;
        keepalive_timeout 60s;
        keepalive_requests 1000000;
        proxy_http_version 1.1;
        proxy_set_header Connection "";
        proxy_set_header Host $http_host;
        proxy_set_header X-Request-Id $turnout_id;
        proxy_connect_timeout %4$dms;
        proxy_read_timeout %5$dms;
        proxy_send_timeout %5$dms;
        proxy_buffering off;
        proxy_next_upstream error non_idempotent;
        proxy_next_upstream_tries 2;
        proxy_hide_header x-request-id;
        proxy_hide_header x-turnout-version;
        map $http_x_request_id $turnout_id {
          "~^[A-Za-z0-9._:/+=@-]{1,128}$" $http_x_request_id;
          default $request_id;
        }
      """;
  private static final String MODULES =
      """
      load_module modules/ndk_http_module.so;
      load_module modules/ngx_http_lua_module.so;
      """;

  private final NginxSettings settings;
  private final NginxMode mode;

  NginxConfigText(NginxSettings settings, NginxMode mode) {
    this.settings = settings;
    this.mode = mode;
  }

  /**
   * @param tables of the models that have one
   */
  String with(Map<String, AppliedRoutes> tables) {
    StringBuilder text = new StringBuilder(head());
    if (mode.isLua()) {
      text.append(luaParts());
    } else if (mode == NginxMode.LOSSLESS_RELOAD) {
      text.append("  keepalive_min_timeout 10s;\n");
    }
    for (String model : settings.models()) {
      text.append(mode.isLua() ? luaServer(model) : server(model, tables));
    }
    text.append(mode.isLua() ? luaControl() : control(tables));
    return text.append("}\n").toString();
  }

  private String head() {
    return HEAD.formatted(
        settings.program(),
        settings.directory(),
        mode == NginxMode.LUA_MODULE ? MODULES : "",
        settings.connectTimeout().toMillis(),
        settings.requestTimeout().toMillis());
  }

  private String luaParts() {
    return """
      lua_shared_dict turnout_routes 1m;
      lua_package_path "%1$s/?.lua;;";
      init_by_lua_block { require("turnout").load("%2$s") }
      init_worker_by_lua_block { require("turnout").seed() }
      upstream turnout {
        server 0.0.0.1;
        balancer_by_lua_block { require("turnout").balance() }
        keepalive 256;
      }
    """
        .formatted(settings.directory(), settings.rowsFile());
  }

  private String luaServer(String model) {
    return opening(model, "$turnout_version")
        + """
            set $turnout_version "";
            location / {
              rewrite_by_lua_block { require("turnout").choose("%s") }
              proxy_pass http://turnout;
            }
          }
        """
            .formatted(model);
  }

  private String luaControl() {
    return """
      server {
        listen unix:%s;
        access_log off;
        location / {
          content_by_lua_block { require("turnout").control() }
        }
      }
    """
        .formatted(settings.socket());
  }

  private String server(String model, Map<String, AppliedRoutes> tables) {
    AppliedRoutes applied = tables.get(model);
    int number = settings.number(model);
    String versions =
        applied == null || !applied.snapshot().serves()
            ? opening(model, "-") + unavailable(model, "has no live version yet")
            : new SplitText(number, applied).text()
                + opening(model, "$turnout_version_" + number)
                + location(model, number);
    return versions + "  }\n";
  }

  private static String unavailable(String model, String what) {
    return """
        default_type application/problem+json;
        location / {
          return 503 '{"title":"Service Unavailable","status":503,"detail":"Model %s %s"}';
        }
    """
        .formatted(model, what);
  }

  private static String location(String model, int number) {
    return """
        default_type application/problem+json;
        location / {
          if ($turnout_server_%1$d = "") {
            return 503 '{"title":"Service Unavailable","status":503,"detail":"Model %2$s has no endpoint on this node for the chosen version"}';
          }
          proxy_pass http://$turnout_server_%1$d;
        }
    """
        .formatted(number, model);
  }

  private String opening(String model, String version) {
    ListenAddress listen = Objects.requireNonNull(settings.listeners().get(model), model);
    StringBuilder text = new StringBuilder();
    settings
        .log()
        .ifPresent(
            at ->
                text.append(
                    """
                      log_format turnout_%d 'turnout/1 %s %s $status $request_time nginx:$request_completion:$upstream_header_time';
                    """
                        .formatted(settings.number(model), model, version)));
    text.append(
        """
          server {
            listen %s:%d;
            add_header x-turnout-version %s always;
            add_header x-request-id $turnout_id always;
        """
            .formatted(listen.host(), listen.port(), version.equals("-") ? "\"\"" : version));
    settings
        .log()
        .ifPresent(
            at ->
                text.append(
                    "    access_log syslog:server=%s:%d,nohostname,tag=turnout turnout_%d;\n"
                        .formatted(at.host(), at.port(), settings.number(model))));
    return text.toString();
  }

  /** Says what is in force: an NGINX that did not take a reload still says the old. */
  private String control(Map<String, AppliedRoutes> tables) {
    StringBuilder text = new StringBuilder();
    text.append("  server {\n    listen unix:%s;\n".formatted(settings.socket()));
    text.append("    access_log off;\n    location / {\n      return 200 \"\";\n    }\n");
    tables.forEach(
        (model, applied) ->
            text.append(
                "    location = /%s {\n      return 200 \"%s\";\n    }\n"
                    .formatted(model, RouteRow.encode(applied))));
    return text.append("  }\n").toString();
  }
}
