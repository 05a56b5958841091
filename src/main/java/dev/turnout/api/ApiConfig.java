package dev.turnout.api;

import dev.turnout.api.access.AuthConfig;
import dev.turnout.yaml.YamlField;
import dev.turnout.yaml.YamlMap;
import dev.turnout.yaml.YamlNode;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the HTTP API is served.
 *
 * @param listen an address of this machine; port 0 takes a free one
 * @param auth how callers log in; empty if everybody who reaches the address may do everything,
 *     which only a loopback address allows
 * @param tls certificate and key; empty for none, behind something that has them
 * @param requestsPerSecond that one caller may make in the long run, from 1; short bursts of twice
 *     as many are let through
 */
public record ApiConfig(
    InetSocketAddress listen,
    Optional<AuthConfig> auth,
    Optional<TlsConfig> tls,
    int requestsPerSecond) {
  /** Default port, next to the one of health and metrics. */
  public static final int DEFAULT_PORT = 9641;

  static final int DEFAULT_REQUESTS = 100;
  private static final Pattern LISTEN = Pattern.compile("([A-Za-z0-9._-]+):([0-9]{1,5})");

  public ApiConfig {
    if (auth.isEmpty() && !isLoopback(listen)) {
      throw new IllegalArgumentException(
          "Expected a loopback address while 'auth' says nothing about who may come, but got %s:%d (write listen: 127.0.0.1:%d, or set up auth)"
              .formatted(listen.getHostString(), listen.getPort(), DEFAULT_PORT));
    }
  }

  /** Certificate and key in PEM files. */
  public record TlsConfig(Path certificate, Path key) {}

  /** On the loopback address, for everybody on this machine. */
  public static ApiConfig local(int port) {
    return new ApiConfig(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
        Optional.empty(),
        Optional.empty(),
        DEFAULT_REQUESTS);
  }

  private static boolean isLoopback(InetSocketAddress listen) {
    InetAddress address = listen.getAddress();
    return address != null && address.isLoopbackAddress();
  }

  /** The same on another port. */
  public ApiConfig withPort(int port) {
    return new ApiConfig(
        new InetSocketAddress(listen.getHostString(), port), auth, tls, requestsPerSecond);
  }

  /** Reads the section {@code api} of an orchestrator's configuration. */
  public static YamlField<ApiConfig> read(YamlNode node) {
    YamlMap map = node.map();
    var listen =
        map.optional(
            "listen", place -> place.parsed(ApiConfig::address), local(DEFAULT_PORT).listen);
    var auth = map.optional("auth", AuthConfig::read);
    var tls = map.optional("tls", ApiConfig::tls);
    var requests =
        map.optional("requestsPerSecond", n -> n.integer(1, 100_000), (long) DEFAULT_REQUESTS);
    return map.build(
        () -> new ApiConfig(listen.get(), auth.get(), tls.get(), requests.get().intValue()));
  }

  private static YamlField<TlsConfig> tls(YamlNode node) {
    YamlMap map = node.map();
    var certificate = map.required("certificate", text -> text.parsed(Path::of));
    var key = map.required("key", text -> text.parsed(Path::of));
    return map.build(() -> new TlsConfig(certificate.get(), key.get()));
  }

  private static InetSocketAddress address(String text) {
    Matcher matcher = LISTEN.matcher(text);
    if (!matcher.matches() || Integer.parseInt(matcher.group(2)) > 65_535) {
      throw new IllegalArgumentException(
          "Expected host:port, but got '%s' (write 127.0.0.1:%d)".formatted(text, DEFAULT_PORT));
    }
    return new InetSocketAddress(matcher.group(1), Integer.parseInt(matcher.group(2)));
  }
}
