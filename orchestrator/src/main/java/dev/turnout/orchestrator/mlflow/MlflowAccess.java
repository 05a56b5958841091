package dev.turnout.orchestrator.mlflow;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * Where MLflow's server is, and who we are there. Its {@link #toString} shows no secret.
 *
 * @param uri of the tracking server, http or https
 * @param authorization value of the Authorization header; empty for none
 */
public record MlflowAccess(URI uri, Optional<String> authorization) {
  public static final String URI_VARIABLE = "MLFLOW_TRACKING_URI";
  public static final String TOKEN_VARIABLE = "MLFLOW_TRACKING_TOKEN";
  public static final String USER_VARIABLE = "MLFLOW_TRACKING_USERNAME";
  public static final String PASSWORD_VARIABLE = "MLFLOW_TRACKING_PASSWORD";

  public MlflowAccess {
    String scheme = uri.getScheme();
    if (!("http".equals(scheme) || "https".equals(scheme)) || uri.getHost() == null) {
      throw new IllegalArgumentException(
          "Expected the address of an MLflow server such as http://localhost:5000, but got '%s'"
              .formatted(uri));
    }
    if (uri.getUserInfo() != null) {
      throw new IllegalArgumentException(
          "Expected an address of MLflow without user and password (give %s and %s)"
              .formatted(USER_VARIABLE, PASSWORD_VARIABLE));
    }
  }

  /**
   * The server at an address, with the user that the variables of MLflow's own clients name.
   *
   * @param environment environment variables by name
   * @throws IllegalArgumentException saying what was expected
   */
  public static MlflowAccess of(String address, Map<String, String> environment) {
    return of(
        address,
        Optional.ofNullable(environment.get(TOKEN_VARIABLE)),
        Optional.ofNullable(environment.get(USER_VARIABLE)),
        Optional.ofNullable(environment.get(PASSWORD_VARIABLE)));
  }

  /** The server at an address; a token comes before user and password. */
  static MlflowAccess of(
      String address, Optional<String> token, Optional<String> user, Optional<String> password) {
    Optional<String> bearer = token.map(text -> "Bearer " + text);
    Optional<String> basic = user.map(name -> "Basic " + base64(name + ":" + password.orElse("")));
    return new MlflowAccess(parse(address), bearer.or(() -> basic));
  }

  private static URI parse(String address) {
    try {
      return URI.create(
          address.endsWith("/") ? address.substring(0, address.length() - 1) : address);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "Expected the address of an MLflow server such as http://localhost:5000, but got '%s'"
              .formatted(address),
          e);
    }
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return "MlflowAccess[uri=%s]".formatted(uri);
  }
}
