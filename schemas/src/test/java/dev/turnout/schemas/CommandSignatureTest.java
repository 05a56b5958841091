package dev.turnout.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class CommandSignatureTest {
  private static final String KEY =
      "d031ead8e9a9f362cea5426a83da9b56423d5dd6762d8d78552553da2048de14";
  private static final CommandSignature SIGNATURE =
      new CommandSignature(KEY, 1_795_600_000_123L, new byte[64]);

  /** The bytes that docs/signing.md describes; other programs make them, so they never change. */
  @Test
  void shouldSignTheseBytes() {
    // when
    byte[] message =
        CommandSignature.message(
            "turnout.commands",
            "fraud".getBytes(UTF_8),
            new byte[] {0, 0, 0, 0, 7, 42},
            KEY,
            1_795_600_000_123L);

    // then
    assertThat(HexFormat.of().formatHex(message))
        .isEqualTo(
            // turnout-command-v1, zero
            "7475726e6f75742d636f6d6d616e642d763100"
                // the topic after its length
                + "000000107475726e6f75742e636f6d6d616e6473"
                // the record's key
                + "000000056672617564"
                // the id of the signing key
                + "00000040"
                + HexFormat.of().formatHex(KEY.getBytes(UTF_8))
                // the time
                + "000001a21219a47b"
                // the value
                + "0000000600000000"
                + "072a");
  }

  @Test
  void shouldTellFieldsApart() {
    byte[] one = CommandSignature.message("ab", bytes("c"), bytes("d"), KEY, 1);

    assertThat(CommandSignature.message("a", bytes("bc"), bytes("d"), KEY, 1)).isNotEqualTo(one);
    assertThat(CommandSignature.message("ab", bytes(""), bytes("cd"), KEY, 1)).isNotEqualTo(one);
    assertThat(CommandSignature.message("ab", bytes("c"), bytes("d"), KEY, 2)).isNotEqualTo(one);
  }

  @Test
  void shouldComeBackFromItsHeaders() {
    assertThat(CommandSignature.of(new RecordHeaders(SIGNATURE.headers()))).contains(SIGNATURE);
    assertThat(CommandSignature.of(new RecordHeaders())).isEmpty();
    assertThat(CommandSignature.of(new RecordHeaders().add("traceparent", bytes("00-")))).isEmpty();
  }

  @Test
  void shouldRefuseHeadersThatAreMissingOrTwice() {
    for (var header : SIGNATURE.headers()) {
      var without = new RecordHeaders(SIGNATURE.headers()).remove(header.key());
      assertThatThrownBy(() -> CommandSignature.of(without))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("Expected the header %s, but only others are there".formatted(header.key()));

      var twice = new RecordHeaders(SIGNATURE.headers()).add(header);
      assertThatThrownBy(() -> CommandSignature.of(twice))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("Expected the header %s once, but got it again".formatted(header.key()));
    }
  }

  @Test
  void shouldRefuseHeadersThatAreNoSignature() {
    assertRefused(CommandSignature.SIGNATURE, "short", "64 bytes, but got 5");
    assertRefused(CommandSignature.KEY_ID, KEY.toUpperCase(java.util.Locale.ROOT), "hexadecimal");
    assertRefused(CommandSignature.KEY_ID, "fraud-ci", "hexadecimal");
    assertRefused(CommandSignature.SIGNED_AT, "01", "decimal digits");
    assertRefused(CommandSignature.SIGNED_AT, "-1", "decimal digits");
    assertRefused(CommandSignature.SIGNED_AT, "9".repeat(30), "decimal digits");
  }

  private static void assertRefused(String name, String value, String reason) {
    var headers = new RecordHeaders(SIGNATURE.headers()).remove(name).add(name, bytes(value));
    assertThatThrownBy(() -> CommandSignature.of(headers))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(name)
        .hasMessageContaining(reason);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
