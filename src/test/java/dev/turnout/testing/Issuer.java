package dev.turnout.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** An identity provider: discovery and keys over HTTP, and tokens that it signs. */
public final class Issuer implements AutoCloseable {
  private final HttpServer server;
  private final List<JWK> published = new CopyOnWriteArrayList<>();
  private final Map<String, String> secrets = new ConcurrentHashMap<>();
  private final AtomicReference<@Nullable JWK> signing = new AtomicReference<>();

  public Issuer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext(
        "/.well-known/openid-configuration",
        exchange ->
            answer(
                exchange,
                "{\"issuer\": \"%s\", \"jwks_uri\": \"%s/keys\"}".formatted(url(), url())));
    server.createContext("/keys", exchange -> answer(exchange, new JWKSet(published).toString()));
    server.createContext("/token", this::issue);
    server.start();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** A new key, which is not published yet. */
  public static RSAKey rsa(String id) {
    try {
      return new RSAKeyGenerator(2048).keyID(id).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A new key, which is not published yet. */
  public static ECKey ec(String id) {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  public void publish(JWK... keys) {
    published.clear();
    for (JWK key : keys) {
      published.add(key.toPublicJWK());
    }
  }

  /** Where a program gets a token for its id and secret (client credentials). */
  public String tokenUrl() {
    return url() + "/token";
  }

  /** Programs that get tokens signed by this key, which is published; by id, their secrets. */
  public void serve(JWK key, Map<String, String> programs) {
    publish(key);
    signing.set(key);
    secrets.putAll(programs);
  }

  private void issue(HttpExchange exchange) throws IOException {
    String header = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
    String[] given = new String(decoded(header), StandardCharsets.UTF_8).split(":", 2);
    exchange.getRequestBody().readAllBytes();
    if (given.length < 2 || !given[1].equals(secrets.get(given[0]))) {
      answer(exchange, 401, "{\"error\": \"invalid_client\"}");
      return;
    }
    String token =
        sign(
            Objects.requireNonNull(signing.get()),
            claims().audience("kafka").subject(given[0]).claim("scope", "kafka").build());
    answer(
        exchange,
        200,
        "{\"access_token\": \"%s\", \"token_type\": \"Bearer\", \"expires_in\": 600}"
            .formatted(token));
  }

  private static byte[] decoded(String header) {
    return Base64.getDecoder().decode(header.replaceFirst("^Basic ", "").strip());
  }

  /** What a right token says. */
  public JWTClaimsSet.Builder claims(String... groups) {
    Instant now = Instant.now();
    return new JWTClaimsSet.Builder()
        .issuer(url())
        .audience("turnout")
        .subject("user-17")
        .claim("email", "jane@example.com")
        .claim("groups", List.of(groups))
        .issueTime(Date.from(now))
        .expirationTime(Date.from(now.plusSeconds(600)));
  }

  /** Signs with a key. */
  public static String sign(JWK key, JWTClaimsSet claims) {
    try {
      boolean rsa = key instanceof RSAKey;
      JWSSigner signer = rsa ? new RSASSASigner(key.toRSAKey()) : new ECDSASigner(key.toECKey());
      SignedJWT token =
          new SignedJWT(
              new JWSHeader.Builder(rsa ? JWSAlgorithm.RS256 : JWSAlgorithm.ES256)
                  .keyID(key.getKeyID())
                  .build(),
              claims);
      token.sign(signer);
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void answer(HttpExchange exchange, String text) throws IOException {
    answer(exchange, 200, text);
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    try (exchange) {
      byte[] body = text.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
