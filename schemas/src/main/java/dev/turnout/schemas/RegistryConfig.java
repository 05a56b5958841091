package dev.turnout.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.config.ConfigException;

/**
 * Where the schema registry is and how to talk to it, read from the keys that Confluent's
 * serializers have:
 *
 * <ul>
 *   <li>{@code schema.registry.url}: one or more base URLs, separated by commas; tried in turn.
 *       Required.
 *   <li>{@code basic.auth.user.info}: {@code user:password}; {@code basic.auth.credentials.source}:
 *       {@code USER_INFO} or {@code URL} (then the user information stands in the URL itself).
 *       Default {@code USER_INFO} when it is given.
 *   <li>{@code ssl.truststore.*}, {@code ssl.keystore.*} and the like for addresses that begin with
 *       {@code https}: as for the brokers, unless a key stands there with {@code schema.registry.}
 *       before it, which then is the registry's own. With none of them the JVM's authorities are
 *       trusted.
 *   <li>{@code auto.register.schemas}: register a schema that the registry does not know (default
 *       {@code true}), or only look it up.
 *   <li>{@code http.connect.timeout.ms} (default 2,000) and {@code http.read.timeout.ms} (default
 *       5,000), at least 1.
 *   <li>{@code max.retries} (default 5, 0 to 100), {@code retries.wait.ms} (default 100) doubling
 *       up to {@code retries.max.wait.ms} (default 2,000).
 * </ul>
 *
 * Secrets appear neither in {@link #toString} nor in any error.
 */
public final class RegistryConfig {

  public static final String URL = "schema.registry.url";
  public static final String USER_INFO = "basic.auth.user.info";
  public static final String CREDENTIALS_SOURCE = "basic.auth.credentials.source";
  public static final String AUTO_REGISTER = "auto.register.schemas";
  public static final String CONNECT_TIMEOUT = "http.connect.timeout.ms";
  public static final String READ_TIMEOUT = "http.read.timeout.ms";
  public static final String MAX_RETRIES = "max.retries";
  public static final String RETRY_WAIT = "retries.wait.ms";
  public static final String RETRY_MAX_WAIT = "retries.max.wait.ms";

  private final List<URI> urls;
  private final Optional<String> authorization;
  private final Optional<SSLContext> tls;
  private final boolean autoRegister;
  private final Duration connectTimeout;
  private final Duration readTimeout;
  private final int maxRetries;
  private final Duration retryWait;
  private final Duration retryMaxWait;

  private RegistryConfig(Map<String, ?> config) {
    List<String> addresses = addresses(config);
    this.urls = addresses.stream().map(RegistryConfig::withoutUserInfo).toList();
    this.authorization = userInfo(config, addresses).map(RegistryConfig::basic);
    this.tls = RegistryTls.context(urls, config);
    this.autoRegister = flag(config, AUTO_REGISTER, true);
    this.connectTimeout = Duration.ofMillis(number(config, CONNECT_TIMEOUT, 2_000, 1));
    this.readTimeout = Duration.ofMillis(number(config, READ_TIMEOUT, 5_000, 1));
    this.maxRetries = (int) Math.min(100, number(config, MAX_RETRIES, 5, 0));
    this.retryWait = Duration.ofMillis(number(config, RETRY_WAIT, 100, 0));
    this.retryMaxWait = Duration.ofMillis(number(config, RETRY_MAX_WAIT, 2_000, 0));
  }

  /**
   * Reads the keys above and ignores all others.
   *
   * @throws ConfigException when a key is missing or cannot be read; the message says what to write
   */
  public static RegistryConfig from(Map<String, ?> config) {
    return new RegistryConfig(config);
  }

  List<URI> urls() {
    return urls;
  }

  /** Value of the {@code Authorization} header. */
  Optional<String> authorization() {
    return authorization;
  }

  /** Whom to trust; empty for whom the JVM trusts. */
  Optional<SSLContext> tls() {
    return tls;
  }

  public boolean autoRegister() {
    return autoRegister;
  }

  Duration connectTimeout() {
    return connectTimeout;
  }

  Duration readTimeout() {
    return readTimeout;
  }

  int maxRetries() {
    return maxRetries;
  }

  Duration retryWait() {
    return retryWait;
  }

  Duration retryMaxWait() {
    return retryMaxWait;
  }

  @Override
  public String toString() {
    return "RegistryConfig[urls=%s, authorization=%s, autoRegister=%s]"
        .formatted(urls, authorization.isPresent() ? "basic, hidden" : "none", autoRegister);
  }

  private static List<String> addresses(Map<String, ?> config) {
    Object value = config.get(URL);
    var addresses = new ArrayList<String>();
    if (value instanceof List<?> list) {
      list.forEach(item -> addresses.add(String.valueOf(item).strip()));
    } else if (value != null) {
      for (String part : value.toString().split(",", -1)) {
        addresses.add(part.strip());
      }
    }
    addresses.removeIf(String::isEmpty);
    if (addresses.isEmpty()) {
      throw new ConfigException(
          "Expected '" + URL + "' (such as http://localhost:8081), but it is missing");
    }
    return addresses;
  }

  private static URI parse(String address) {
    try {
      URI uri = new URI(address);
      boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (web && uri.getHost() != null && uri.getRawQuery() == null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // The exception quotes the address, which may hold a password.
    }
    throw new ConfigException(
        "Expected each address in '"
            + URL
            + "' to be http://host:port or https://host:port, optionally with a path");
  }

  private static URI withoutUserInfo(String address) {
    URI uri = parse(address);
    try {
      String path = uri.getPath() == null ? "" : uri.getPath().replaceAll("/+$", "");
      return new URI(uri.getScheme(), null, uri.getHost(), uri.getPort(), path, null, null);
    } catch (URISyntaxException e) {
      throw new ConfigException("Expected each address in '" + URL + "' to be a URL");
    }
  }

  private static Optional<String> userInfo(Map<String, ?> config, List<String> addresses) {
    String source = text(config, CREDENTIALS_SOURCE).orElse("").toUpperCase(java.util.Locale.ROOT);
    if (!source.isEmpty() && !source.equals("USER_INFO") && !source.equals("URL")) {
      throw new ConfigException(
          "Expected '" + CREDENTIALS_SOURCE + "' to be USER_INFO or URL, but got '" + source + "'");
    }
    Optional<String> given = text(config, USER_INFO).filter(info -> !info.isEmpty());
    if (source.equals("USER_INFO") && given.isEmpty()) {
      throw new ConfigException(
          "Expected '" + USER_INFO + "' (user:password) for source USER_INFO, but it is missing");
    }
    if (given.isPresent() && !source.equals("URL")) {
      return given;
    }
    return addresses.stream()
        .map(address -> parse(address).getRawUserInfo())
        .filter(info -> info != null && !info.isEmpty())
        .map(info -> URLDecoder.decode(info.replace("+", "%2B"), UTF_8))
        .findFirst();
  }

  private static String basic(String userInfo) {
    return "Basic " + Base64.getEncoder().encodeToString(userInfo.getBytes(UTF_8));
  }

  private static Optional<String> text(Map<String, ?> config, String key) {
    Object value = config.get(key);
    if (value instanceof org.apache.kafka.common.config.types.Password password) {
      return Optional.of(password.value());
    }
    return Optional.ofNullable(value).map(Object::toString).map(String::strip);
  }

  private static boolean flag(Map<String, ?> config, String key, boolean otherwise) {
    String value = text(config, key).orElse(Boolean.toString(otherwise));
    if (!value.equals("true") && !value.equals("false")) {
      throw new ConfigException(
          "Expected '" + key + "' to be true or false, but got '" + value + "'");
    }
    return Boolean.parseBoolean(value);
  }

  private static long number(Map<String, ?> config, String key, long otherwise, long least) {
    String value = text(config, key).orElse(Long.toString(otherwise));
    try {
      long number = Long.parseLong(value);
      if (number >= least && number <= Integer.MAX_VALUE) {
        return number;
      }
    } catch (NumberFormatException e) {
      // falls through to the one message
    }
    throw new ConfigException(
        "Expected '" + key + "' to be a number of at least " + least + ", but got '" + value + "'");
  }
}
