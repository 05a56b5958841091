package dev.turnout.api.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A token of the file; the token itself is not known here, only its SHA-256. That is enough for a
 * text with 256 random bits, which nobody finds by trying.
 *
 * @param name 1 to 64 letters, digits, '.', '_' and '-'; the journal has it
 * @param sha256 of the whole token, 64 hexadecimal digits
 * @param expires when it ends; empty for never
 */
public record ApiToken(String name, String sha256, Grant grant, Optional<Instant> expires) {
  /** What every token begins with, so that scanners of repositories find lost ones. */
  public static final String PREFIX = "tnt_";

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  public ApiToken {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "Expected a token's name of 1 to 64 letters, digits, '.', '_' and '-', but got '%s'"
              .formatted(name));
    }
    if (!HASH.matcher(sha256).matches()) {
      throw new IllegalArgumentException(
          "Expected the SHA-256 of a token as 64 hexadecimal digits ('turnout token create' prints it)");
    }
  }

  /** A new token, to be shown once. */
  public static String create(SecureRandom random) {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** The SHA-256 of a token as it stands in the file. */
  public static String hash(String token) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Takes the same time whether it is right or not. */
  boolean hasHash(String other) {
    return MessageDigest.isEqual(sha256.getBytes(UTF_8), other.getBytes(UTF_8));
  }

  boolean isOver(Instant now) {
    return expires.filter(end -> !now.isBefore(end)).isPresent();
  }

  Caller caller() {
    return new Caller("token/" + name, java.util.List.of(grant), Caller.Login.TOKEN);
  }

  @Override
  public String toString() {
    return "ApiToken[name=%s, grant=%s]".formatted(name, grant);
  }
}
