package dev.turnout.api.access;

import dev.turnout.yaml.InvalidDocument;
import dev.turnout.yaml.YamlDocument;
import dev.turnout.yaml.YamlField;
import dev.turnout.yaml.YamlMap;
import dev.turnout.yaml.YamlNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tokens of a file, read again when it has changed. While the file is wrong the tokens that
 * were read last stay in force, and {@link #warning} says what is wrong. Safe for all threads.
 */
public final class TokenFile {
  private static final Logger LOG = LoggerFactory.getLogger(TokenFile.class);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  private final Path file;
  private final LongSupplier nanos;
  private List<ApiToken> tokens;
  private String seen;
  private long lookedAt;
  private Optional<String> warning = Optional.empty();

  private TokenFile(Path file, LongSupplier nanos, String seen, List<ApiToken> tokens) {
    this.file = file;
    this.nanos = nanos;
    this.seen = seen;
    this.tokens = tokens;
    this.lookedAt = nanos.getAsLong();
  }

  /**
   * Reads the file.
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  public static TokenFile open(Path file) {
    return open(file, System::nanoTime);
  }

  static TokenFile open(Path file, LongSupplier nanos) {
    try {
      String seen = mark(file);
      return new TokenFile(file, nanos, seen, parse(Files.readString(file), file.toString()));
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "Expected a file of tokens, but cannot read %s ('turnout token create' prints its lines)"
              .formatted(file),
          e);
    } catch (InvalidDocument e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /** Whose token it is; empty if it is nobody's, or over. */
  public Optional<Caller> find(String token, Instant now) {
    String hash = ApiToken.hash(token);
    Optional<ApiToken> found = Optional.empty();
    // Not the first that fits: the time must not tell where it stands.
    for (ApiToken one : current()) {
      found = one.hasHash(hash) ? Optional.of(one) : found;
    }
    return found.filter(one -> !one.isOver(now)).map(ApiToken::caller);
  }

  /** What is wrong with the file now; empty if nothing is. */
  public synchronized Optional<String> warning() {
    current();
    return warning;
  }

  private synchronized List<ApiToken> current() {
    if (nanos.getAsLong() - lookedAt >= LOOK_EVERY.toNanos()) {
      lookedAt = nanos.getAsLong();
      look();
    }
    return tokens;
  }

  private void look() {
    try {
      String now = mark(file);
      if (now.equals(seen)) {
        return;
      }
      tokens = parse(Files.readString(file), file.toString());
      seen = now;
      warning = Optional.empty();
      LOG.info("Read the tokens again file={} tokens={}", file, tokens.size());
    } catch (IOException | InvalidDocument e) {
      String text =
          "the file of tokens %s cannot be read, the former tokens stay in force: %s"
              .formatted(file, e.getMessage());
      if (!warning.equals(Optional.of(text))) {
        LOG.warn("{}", text);
      }
      warning = Optional.of(text);
    }
  }

  /** Two texts of one length within the clock's grain are told apart by their file's number. */
  private static String mark(Path file) throws IOException {
    return "%s %s %s"
        .formatted(
            Files.getLastModifiedTime(file).toInstant(),
            Files.size(file),
            Files.readAttributes(file, java.nio.file.attribute.BasicFileAttributes.class)
                .fileKey());
  }

  static List<ApiToken> parse(String text, String source) {
    List<ApiToken> tokens = YamlDocument.parse(text, source).read(TokenFile::read);
    return List.copyOf(tokens);
  }

  private static YamlField<List<ApiToken>> read(YamlNode node) {
    YamlMap map = node.map();
    var tokens = map.required("tokens", list -> list.list(TokenFile::token));
    return map.build(
        () -> {
          Set<String> names = new HashSet<>();
          for (ApiToken token : tokens.get()) {
            if (!names.add(token.name())) {
              throw new IllegalArgumentException(
                  "Expected each name once, but '%s' came again".formatted(token.name()));
            }
          }
          return tokens.get();
        });
  }

  private static YamlField<ApiToken> token(YamlNode node) {
    YamlMap map = node.map();
    var name = map.required("name", YamlNode::string);
    var hash = map.required("sha256", YamlNode::setting);
    var role = map.required("role", text -> text.parsed(Role::of), "role: operator");
    var models = map.optional("models", AccessFields::models, ModelScope.all());
    var expires = map.optional("expires", AccessFields::instant);
    return map.build(
        () ->
            new ApiToken(
                name.get(), hash.get(), new Grant(role.get(), models.get()), expires.get()));
  }
}
