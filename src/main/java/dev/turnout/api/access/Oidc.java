package dev.turnout.api.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Believes tokens that an identity provider has signed. Its keys are fetched when they are needed
 * first, kept, and fetched again when a token names one that is not known yet. May block. Safe for
 * all threads.
 */
public final class Oidc {
  private static final Logger LOG = LoggerFactory.getLogger(Oidc.class);
  private static final int TIMEOUT_MS = 5_000;
  private static final int MOST_BYTES = 512 * 1024;
  private static final int CLOCK_SKEW_SECONDS = 60;
  private static final Duration KEYS_KEPT = Duration.ofMinutes(15);
  private static final Duration KEYS_OUTLIVE = Duration.ofHours(4);

  private final OidcConfig config;
  private Optional<DefaultJWTProcessor<SecurityContext>> processor = Optional.empty();

  public Oidc(OidcConfig config) {
    this.config = config;
  }

  /** The identity provider cannot be asked for its keys; the token may be right. */
  public static final class Unavailable extends Exception {
    private static final long serialVersionUID = 1L;

    Unavailable(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /**
   * Whose token it is.
   *
   * @return empty if it is not to be believed; why is only in the log, since a forger asks too
   * @throws Unavailable if nobody can say
   */
  public Optional<Caller> find(String token) throws Unavailable {
    try {
      JWTClaimsSet claims = processor().process(token, null);
      return Optional.of(new Caller(actor(claims), grants(claims), Caller.Login.OIDC));
    } catch (KeySourceException e) {
      throw new Unavailable("Could not get the keys of " + config.issuer(), e);
    } catch (BadJOSEException | JOSEException | ParseException e) {
      LOG.info("Refused a token because: {}", e.getMessage());
      return Optional.empty();
    }
  }

  private String actor(JWTClaimsSet claims) {
    Object named = claims.getClaim(config.actorClaim());
    String actor = named instanceof String text && !text.isBlank() ? text : claims.getSubject();
    String name = actor.replaceAll("[^\\x21-\\x7e]", "?");
    // Nobody may look like a token of the file.
    String whole = name.matches("(token|api|oidc)/.*") ? "oidc/" + name : name;
    return whole.substring(0, Math.min(128, whole.length()));
  }

  private List<Grant> grants(JWTClaimsSet claims) {
    List<String> groups = groups(claims.getClaims(), config.groupsClaim());
    return config.grants().stream()
        .filter(grant -> grant.group().equals("*") || groups.contains(grant.group()))
        .map(OidcConfig.GroupGrant::grant)
        .toList();
  }

  /** A claim with this name, or nested ones with dots between their names. */
  private static List<String> groups(Map<?, ?> claims, String path) {
    Object value = claims.get(path);
    int dot = path.indexOf('.');
    if (value == null && dot > 0 && claims.get(path.substring(0, dot)) instanceof Map<?, ?> inner) {
      return groups(inner, path.substring(dot + 1));
    }
    if (value instanceof List<?> list) {
      return list.stream().map(String::valueOf).toList();
    }
    return value instanceof String text ? List.of(text.split(" ")) : List.of();
  }

  private synchronized DefaultJWTProcessor<SecurityContext> processor() throws Unavailable {
    if (processor.isEmpty()) {
      processor = Optional.of(processor(keys()));
    }
    return processor.get();
  }

  private DefaultJWTProcessor<SecurityContext> processor(JWKSource<SecurityContext> keys) {
    Set<JWSAlgorithm> algorithms =
        config.algorithms().stream().map(JWSAlgorithm::parse).collect(Collectors.toSet());
    var claims =
        new DefaultJWTClaimsVerifier<SecurityContext>(
            config.audience(),
            new JWTClaimsSet.Builder().issuer(config.issuer().toString()).build(),
            Set.of("sub", "exp"));
    claims.setMaxClockSkew(CLOCK_SKEW_SECONDS);
    var made = new DefaultJWTProcessor<SecurityContext>();
    made.setJWSTypeVerifier(
        new DefaultJOSEObjectTypeVerifier<>(
            JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
    made.setJWSKeySelector(new JWSVerificationKeySelector<>(algorithms, keys));
    made.setJWTClaimsSetVerifier(claims);
    return made;
  }

  private JWKSource<SecurityContext> keys() throws Unavailable {
    var http = new DefaultResourceRetriever(TIMEOUT_MS, TIMEOUT_MS, MOST_BYTES);
    try {
      URL keys = keysOf(http);
      return JWKSourceBuilder.<SecurityContext>create(keys, http)
          .cache(KEYS_KEPT.toMillis(), TIMEOUT_MS * 2L)
          .rateLimited(true)
          .outageTolerant(KEYS_OUTLIVE.toMillis())
          .build();
    } catch (IOException | ParseException | IllegalArgumentException e) {
      LOG.warn("Could not ask the issuer={} because: {}", config.issuer(), e.getMessage());
      throw new Unavailable("Could not ask " + config.issuer() + " for its keys", e);
    }
  }

  private URL keysOf(DefaultResourceRetriever http) throws IOException, ParseException {
    String base = config.issuer().toString().replaceAll("/+$", "");
    Map<String, Object> found =
        JSONObjectUtils.parse(
            http.retrieveResource(url(base + "/.well-known/openid-configuration")).getContent());
    String issuer = JSONObjectUtils.getString(found, "issuer");
    if (!config.issuer().toString().equals(issuer)) {
      throw new IOException(
          "Expected it to call itself %s, but it says '%s'".formatted(config.issuer(), issuer));
    }
    return url(String.valueOf(JSONObjectUtils.getString(found, "jwks_uri")));
  }

  private static URL url(String text) throws MalformedURLException {
    return URI.create(text).toURL();
  }
}
