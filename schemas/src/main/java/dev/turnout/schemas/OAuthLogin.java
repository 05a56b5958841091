package dev.turnout.schemas;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.security.oauthbearer.ClientJwtValidator;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginCallbackHandler;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule;

/**
 * What a client needs beside its secret when it logs in with a token ({@code
 * sasl.mechanism=OAUTHBEARER}). Kafka's own defaults are for development: tokens that nobody
 * signed, and a check that needs a library which only brokers have.
 */
public final class OAuthLogin {
  private static final Map<String, String> DEFAULTS =
      Map.of(
          SaslConfigs.SASL_LOGIN_CALLBACK_HANDLER_CLASS,
          OAuthBearerLoginCallbackHandler.class.getName(),
          SaslConfigs.SASL_OAUTHBEARER_JWT_VALIDATOR_CLASS,
          ClientJwtValidator.class.getName(),
          SaslConfigs.SASL_JAAS_CONFIG,
          OAuthBearerLoginModule.class.getName() + " required;");
  private static final String ENDPOINT = SaslConfigs.SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL;
  private static final String ALLOWED = "org.apache.kafka.sasl.oauthbearer.allowed.urls";

  private OAuthLogin() {}

  /** The settings with what is {@link #missing}; others as they are. */
  public static Map<String, String> complete(Map<String, String> settings) {
    Map<String, String> complete = new HashMap<>(missing(settings));
    complete.putAll(settings);
    return Map.copyOf(complete);
  }

  /**
   * What is missing in the settings of one who logs in with a token; nothing for others. The
   * address from which they take the token is allowed in this process: Kafka asks for that since
   * clients are also set up by strangers, in Kafka Connect for example, where ours are set up by
   * who starts the process.
   *
   * @param settings of Kafka's clients, by their own names
   */
  public static Map<String, String> missing(Map<String, ?> settings) {
    if (!"OAUTHBEARER".equals(settings.get(SaslConfigs.SASL_MECHANISM))) {
      return Map.of();
    }
    Optional.ofNullable(settings.get(ENDPOINT)).map(String::valueOf).ifPresent(OAuthLogin::allow);
    Map<String, String> missing = new HashMap<>(DEFAULTS);
    missing.keySet().removeAll(settings.keySet());
    return missing;
  }

  private static synchronized void allow(String endpoint) {
    Set<String> allowed = new LinkedHashSet<>();
    for (String url : System.getProperty(ALLOWED, "").split(",", -1)) {
      if (!url.isBlank()) {
        allowed.add(url.strip());
      }
    }
    if (allowed.add(endpoint.strip())) {
      System.setProperty(ALLOWED, String.join(",", allowed));
    }
  }
}
