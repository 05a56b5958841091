package dev.turnout.api;

import dev.turnout.api.access.AuthConfig;
import dev.turnout.api.access.Caller;
import dev.turnout.api.access.Oidc;
import dev.turnout.api.access.RateLimit;
import dev.turnout.api.access.TokenFile;
import dev.turnout.api.access.Verb;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpServerRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Lets in who shows a token that is known or signed, and is allowed to do what they ask for. */
final class LoginGate implements Gate {
  private static final double WRONG_TOKENS_PER_SECOND = 5;
  private static final Pattern BEARER = Pattern.compile("(?i)bearer +([\\x21-\\x7e]{1,8192})");
  private static final Pattern SIGNED = Pattern.compile("[\\w-]+\\.[\\w-]+\\.[\\w-]*");

  private final Optional<TokenFile> tokens;
  private final Optional<Oidc> oidc;
  private final WorkerExecutor workers;
  private final RateLimit wrong = new RateLimit(WRONG_TOKENS_PER_SECOND, System::nanoTime);

  LoginGate(AuthConfig config, WorkerExecutor workers) {
    this.tokens = config.tokens().map(TokenFile::open);
    this.oidc = config.oidc().map(Oidc::new);
    this.workers = workers;
  }

  /** What is wrong with the file of tokens. */
  List<String> warnings() {
    return tokens.flatMap(TokenFile::warning).stream().toList();
  }

  @Override
  public Future<Caller> pass(HttpServerRequest request, Verb verb) {
    String from = String.valueOf(request.remoteAddress().hostAddress());
    String header = request.getHeader("Authorization");
    if (header == null) {
      return refused("Expected a token in the header Authorization, but got none");
    }
    if (!wrong.has(from)) {
      return Future.failedFuture(
          Problem.of(
                  Problem.Kind.TOO_MANY_REQUESTS,
                  "Expected a right token, but too many wrong ones came from this address (wait)")
              .thrown());
    }
    var bearer = BEARER.matcher(header.strip());
    Future<Optional<Caller>> found =
        bearer.matches() ? find(bearer.group(1)) : Future.succeededFuture(Optional.empty());
    return found.compose(
        caller -> {
          if (caller.isPresent()) {
            return allowed(caller.get(), verb);
          }
          wrong.take(from);
          return refused("Expected a token that is known and not over, but this is none");
        });
  }

  private Future<Optional<Caller>> find(String token) {
    Optional<Caller> known = tokens.flatMap(file -> file.find(token, Instant.now()));
    if (known.isPresent() || oidc.isEmpty() || !SIGNED.matcher(token).matches()) {
      return Future.succeededFuture(known);
    }
    Oidc provider = oidc.get();
    return workers.executeBlocking(() -> signed(provider, token), false);
  }

  private static Optional<Caller> signed(Oidc provider, String token) {
    try {
      return provider.find(token);
    } catch (Oidc.Unavailable e) {
      throw Problem.of(
              Problem.Kind.UNAVAILABLE,
              "Expected the identity provider's keys, but it does not answer; try again")
          .thrown();
    }
  }

  private static Future<Caller> allowed(Caller caller, Verb verb) {
    return caller.may(verb)
        ? Future.succeededFuture(caller)
        : Future.failedFuture(Exchange.notAllowed(caller, verb).thrown());
  }

  private static Future<Caller> refused(String detail) {
    return Future.failedFuture(Problem.of(Problem.Kind.UNAUTHENTICATED, "%s", detail).thrown());
  }
}
