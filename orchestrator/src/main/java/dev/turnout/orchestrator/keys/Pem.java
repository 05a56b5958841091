package dev.turnout.orchestrator.keys;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keys as text between two lines that say what they are, as OpenSSL writes them. */
final class Pem {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");

  private Pem() {}

  static String write(String label, byte[] der) {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(label, base64, label);
  }

  /**
   * The bytes of the first block, which must have this label.
   *
   * @param where what is read, for the message
   */
  static byte[] read(byte[] text, String label, String where) {
    Matcher block = BLOCK.matcher(new String(text, US_ASCII));
    if (!block.find()) {
      throw new KeyException(
          "Expected %s to hold '-----BEGIN %s-----', but it is no PEM file", where, label);
    }
    if (!block.group(1).equals(label)) {
      throw new KeyException(
          "Expected %s to hold '-----BEGIN %s-----', but got '-----BEGIN %s-----'%s",
          where, label, block.group(1), cure(block.group(1)));
    }
    try {
      return Base64.getMimeDecoder().decode(block.group(2));
    } catch (IllegalArgumentException e) {
      throw new KeyException(e, "The Base64 text in %s is damaged: %s", where, e.getMessage());
    }
  }

  private static String cure(String label) {
    return label.equals("ENCRYPTED PRIVATE KEY")
        ? " (take the password off: openssl pkey -in KEY.pem -out PLAIN.pem)"
        : "";
  }
}
