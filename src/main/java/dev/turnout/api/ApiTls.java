package dev.turnout.api;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate and key that the API shows, read again when they have changed: who renews them
 * need not restart anything. While the new ones are wrong the former stay in force, and {@link
 * #warning} says what is wrong. TLS 1.2 at least.
 */
final class ApiTls {
  private static final Logger LOG = LoggerFactory.getLogger(ApiTls.class);
  private static final long LOOK_EVERY_MS = Duration.ofSeconds(1).toMillis();
  private static final Set<String> PROTOCOLS = Set.of("TLSv1.3", "TLSv1.2");

  private final ApiConfig.TlsConfig config;
  private String seen;
  private volatile Optional<String> warning = Optional.empty();

  /**
   * @throws IllegalArgumentException if a file cannot be read
   */
  ApiTls(ApiConfig.TlsConfig config) {
    this.config = config;
    try {
      this.seen = mark();
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "Expected a certificate and its key in PEM as api.tls, but cannot read %s"
              .formatted(e.getMessage()),
          e);
    }
  }

  void applyTo(HttpServerOptions options) {
    options.setSsl(true).setKeyCertOptions(pem()).setEnabledSecureTransportProtocols(PROTOCOLS);
  }

  /** Looks at the files from now on, until Vert.x is closed. */
  void follow(Vertx vertx, HttpServer server) {
    vertx.setPeriodic(LOOK_EVERY_MS, timer -> look(server));
  }

  /** What is wrong with the files now; empty if nothing is. */
  Optional<String> warning() {
    return warning;
  }

  private void look(HttpServer server) {
    try {
      String now = mark();
      if (!now.equals(seen)) {
        seen = now;
        server
            .updateSSLOptions(
                new ServerSSLOptions()
                    .setKeyCertOptions(pem())
                    .setEnabledSecureTransportProtocols(PROTOCOLS),
                true)
            .onSuccess(changed -> taken())
            .onFailure(this::refused);
      }
    } catch (IOException e) {
      refused(e);
    }
  }

  private void taken() {
    warning = Optional.empty();
    LOG.info("Shows another certificate from now on file={}", config.certificate());
  }

  private void refused(Throwable trouble) {
    Optional<String> told =
        Optional.of(
            "the certificate %s or its key cannot be used, the former stays in force: %s"
                .formatted(config.certificate(), trouble.getMessage()));
    if (!told.equals(warning)) {
      LOG.warn("{}", told.get());
    }
    warning = told;
  }

  private PemKeyCertOptions pem() {
    return new PemKeyCertOptions()
        .setCertPath(config.certificate().toString())
        .setKeyPath(config.key().toString());
  }

  /** Changes whenever a file does. */
  private String mark() throws IOException {
    return mark(config.certificate()) + " " + mark(config.key());
  }

  private static String mark(Path file) throws IOException {
    return Files.getLastModifiedTime(file) + "/" + Files.size(file);
  }
}
