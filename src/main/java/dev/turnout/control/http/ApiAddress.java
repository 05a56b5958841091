package dev.turnout.control.http;

import dev.turnout.output.Failure;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * Where the API is, and how one comes in.
 *
 * @param base such as {@code https://turnout.example.com}, without a slash at its end
 * @param token to log in with; empty where nobody logs in. A secret
 * @param authority certificates, as PEM, of which one has signed the server's; empty for those that
 *     Java trusts
 */
public record ApiAddress(String base, Optional<String> token, Optional<Path> authority) {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  /**
   * Checks what was given.
   *
   * @throws Failure saying what to write
   */
  public static ApiAddress of(String url, Optional<String> token, Optional<Path> authority) {
    URI uri = parse(url);
    boolean encrypted = "https".equalsIgnoreCase(uri.getScheme());
    if (!encrypted && !"http".equalsIgnoreCase(uri.getScheme())
        || uri.getHost() == null
        || uri.getRawUserInfo() != null
        || uri.getRawQuery() != null) {
      throw unexpected(url);
    }
    if (authority.isPresent() && !encrypted) {
      throw Failure.invalid(
          "--cacert: Expected it with an address of https, but got '%s' (write https://, or leave --cacert out)",
          url);
    }
    if (token.isPresent() && !token.get().matches("[\\x21-\\x7e]{1,8192}")) {
      throw Failure.invalid(
          "Expected a token of printable characters without blanks, but got another text ('turnout token create' makes one)");
    }
    return new ApiAddress(url.replaceAll("/+$", ""), token, authority);
  }

  /** What speaks against it although it works. */
  public Optional<String> warning() {
    URI uri = URI.create(base);
    return token.isPresent()
            && "http".equalsIgnoreCase(uri.getScheme())
            && !LOOPBACK.contains(uri.getHost())
        ? Optional.of(
            "the token goes to %s without encryption, for everybody on the way to read (use https)"
                .formatted(uri.getHost()))
        : Optional.empty();
  }

  private static URI parse(String url) {
    try {
      return new URI(url);
    } catch (URISyntaxException e) {
      throw unexpected(url);
    }
  }

  private static Failure unexpected(String url) {
    return Failure.invalid(
        "--server: Expected the address of an API such as https://turnout.example.com or http://localhost:9641, but got '%s'",
        url);
  }

  @Override
  public String toString() {
    return "ApiAddress[base=%s, token=%s]"
        .formatted(base, token.map(any -> "hidden").orElse("none"));
  }
}
