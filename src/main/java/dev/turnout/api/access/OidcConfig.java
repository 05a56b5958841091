package dev.turnout.api.access;

import dev.turnout.yaml.YamlField;
import dev.turnout.yaml.YamlMap;
import dev.turnout.yaml.YamlNode;
import java.net.URI;
import java.util.List;
import java.util.Set;

/**
 * Whose signed tokens are believed, and what they grant.
 *
 * @param issuer as the tokens name it; its keys are found from there
 * @param audience that the tokens must be meant for
 * @param actorClaim the claim that names who asks; default {@code email}, and {@code sub} where it
 *     is missing
 * @param groupsClaim the claim that lists groups, with dots between nested names; default {@code
 *     groups}
 * @param grants what members of a group may do; {@code *} is everybody with a token
 * @param algorithms that a signature may have; default RS256 and ES256
 */
public record OidcConfig(
    URI issuer,
    String audience,
    String actorClaim,
    String groupsClaim,
    List<GroupGrant> grants,
    Set<String> algorithms) {
  /** With keys that everybody may see only; a token never chooses its own. */
  private static final Set<String> KNOWN =
      Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512");

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  /** What a group is trusted with. */
  public record GroupGrant(String group, Grant grant) {}

  public OidcConfig {
    grants = List.copyOf(grants);
    algorithms = Set.copyOf(algorithms);
    boolean safe =
        "https".equals(issuer.getScheme())
            || "http".equals(issuer.getScheme()) && LOOPBACK.contains(issuer.getHost());
    if (!safe) {
      throw new IllegalArgumentException(
          "Expected the issuer's https:// address, but got '%s'".formatted(issuer));
    }
    if (grants.isEmpty()) {
      throw new IllegalArgumentException(
          "Expected at least one grant, else nobody may do anything (such as {group: '*', role: viewer})");
    }
    if (algorithms.isEmpty() || !KNOWN.containsAll(algorithms)) {
      throw new IllegalArgumentException(
          "Expected algorithms out of %s, but got %s"
              .formatted(KNOWN.stream().sorted().toList(), algorithms));
    }
  }

  /** Reads the section {@code oidc}. */
  public static YamlField<OidcConfig> read(YamlNode node) {
    YamlMap map = node.map();
    var issuer = map.required("issuer", text -> text.parsed(URI::create));
    var audience = map.required("audience", YamlNode::string);
    var actor = map.optional("actorClaim", YamlNode::string, "email");
    var groups = map.optional("groupsClaim", YamlNode::string, "groups");
    var grants =
        map.required(
            "grants", list -> list.list(OidcConfig::grant), "grants: [{group: sre, role: admin}]");
    var algorithms =
        map.optional("algorithms", list -> list.list(YamlNode::string), List.of("RS256", "ES256"));
    return map.build(
        () ->
            new OidcConfig(
                issuer.get(),
                audience.get(),
                actor.get(),
                groups.get(),
                grants.get(),
                Set.copyOf(algorithms.get())));
  }

  private static YamlField<GroupGrant> grant(YamlNode node) {
    YamlMap map = node.map();
    var group = map.required("group", YamlNode::string);
    var role = map.required("role", text -> text.parsed(Role::of), "role: operator");
    var models = map.optional("models", AccessFields::models, ModelScope.all());
    return map.build(() -> new GroupGrant(group.get(), new Grant(role.get(), models.get())));
  }
}
