package dev.turnout.signing;

import dev.turnout.api.access.AccessFields;
import dev.turnout.api.access.Grant;
import dev.turnout.api.access.ModelScope;
import dev.turnout.api.access.Role;
import dev.turnout.orchestrator.keys.KeyException;
import dev.turnout.orchestrator.keys.VerifyingKey;
import dev.turnout.orchestrator.plan.Glob;
import dev.turnout.yaml.InvalidDocument;
import dev.turnout.yaml.YamlDocument;
import dev.turnout.yaml.YamlField;
import dev.turnout.yaml.YamlMap;
import dev.turnout.yaml.YamlNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Reads a {@link KeyRing} from YAML. It holds no secret. */
public final class KeyRingFile {
  private static final Duration LEAST = Duration.ofSeconds(1);
  private static final Duration GREATEST = Duration.ofDays(1);

  private KeyRingFile() {}

  /**
   * The ring in a file.
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  public static KeyRing read(Path file) {
    try {
      return parse(Files.readString(file), file.toString());
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "Expected a file of trusted keys, but cannot read %s ('turnout key show' prints its lines)"
              .formatted(file),
          e);
    } catch (InvalidDocument e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /**
   * The ring in a file's text.
   *
   * @param source name of the file, for mistakes
   * @throws InvalidDocument with every mistake, its line and what to write
   */
  public static KeyRing parse(String text, String source) {
    return YamlDocument.parse(text, source).read(KeyRingFile::ring);
  }

  private static YamlField<KeyRing> ring(YamlNode node) {
    YamlMap map = node.map();
    var required = map.optional("required", YamlNode::bool, false);
    var since = map.optional("since", AccessFields::instant);
    var window =
        map.optional("window", text -> text.duration(LEAST, GREATEST), KeyRing.DEFAULT_WINDOW);
    var keys = map.required("keys", list -> list.list(KeyRingFile::key));
    return map.build(
        () -> new KeyRing(required.get(), since.get(), window.get(), List.copyOf(keys.get())));
  }

  private static YamlField<TrustedKey> key(YamlNode node) {
    YamlMap map = node.map();
    var name = map.required("name", YamlNode::string);
    var key = map.required("publicKey", KeyRingFile::publicKey, "publicKey: MCowBQYDK2VwAyEA...");
    var actors = map.required("actors", KeyRingFile::actors, "actors: [\"pipeline/fraud-*\"]");
    var role = map.required("role", text -> text.parsed(Role::of), "role: operator");
    var models = map.optional("models", AccessFields::models, ModelScope.all());
    var from = map.optional("from", AccessFields::instant);
    var until = map.optional("until", AccessFields::instant);
    return map.build(
        () ->
            new TrustedKey(
                name.get(),
                key.get(),
                actors.get(),
                new Grant(role.get(), models.get()),
                from.get(),
                until.get()));
  }

  private static YamlField<VerifyingKey> publicKey(YamlNode node) {
    return node.parsed(
        text -> {
          try {
            return VerifyingKey.ofLine(text, "publicKey");
          } catch (KeyException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
          }
        });
  }

  private static YamlField<List<Glob>> actors(YamlNode node) {
    YamlField<List<String>> texts = node.list(YamlNode::string);
    try {
      return texts.map(globs -> globs.stream().map(Glob::new).toList());
    } catch (IllegalArgumentException e) {
      return node.invalid("%s", String.valueOf(e.getMessage()));
    }
  }
}
