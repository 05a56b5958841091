package dev.turnout.agents.probe;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Which model of a server that may hold several. In both texts {@code {model}} and {@code
 * {version}} stand for Turnout's names.
 *
 * @param model its name in the server
 * @param version its version in the server; empty for the one that the server chooses
 */
public record ServerModel(String model, Optional<String> version) {
  public ServerModel {
    if (model.isBlank() || version.filter(String::isBlank).isPresent()) {
      throw new IllegalArgumentException(
          "Expected the name of a model in its server, but got a blank one");
    }
  }

  /** The model of the same name. */
  public static ServerModel same() {
    return new ServerModel("{model}", Optional.empty());
  }

  String model(ServedVersion served) {
    return fill(model, served);
  }

  /** {@code NAME} or {@code NAME/versions/VERSION}. */
  String path(ServedVersion served) {
    String name = escape(model(served));
    return version.map(text -> name + "/versions/" + escape(fill(text, served))).orElse(name);
  }

  private static String fill(String text, ServedVersion served) {
    return text.replace("{version}", served.version()).replace("{model}", served.model());
  }

  private static String escape(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
