package dev.turnout.signing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnout.events.AbortRollout;
import dev.turnout.events.AdmitRollout;
import dev.turnout.events.PromoteRollout;
import dev.turnout.events.RolloutCommand;
import dev.turnout.events.Tick;
import dev.turnout.orchestrator.desk.Passage;
import dev.turnout.orchestrator.keys.KeySigner;
import dev.turnout.orchestrator.keys.SigningKey;
import dev.turnout.schemas.CommandSigner;
import dev.turnout.schemas.RecordTypes;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class KeyRingTest {
  private static final String TOPIC = "turnout.commands";
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final byte[] VALUE = "as it lies on the topic".getBytes(UTF_8);

  private final SigningKey ci = SigningKey.generate();
  private final SigningKey stranger = SigningKey.generate();
  private final KeyRing ring = ring("required: true", key("fraud-ci", ci, ""));

  @BeforeAll
  static void trust() {
    RecordTypes.trust();
  }

  @Test
  void shouldLetATrustedKeyPass() {
    assertThat(ring.judge(signed(ci, "fraud"), abort())).isEqualTo(Passage.signedBy("fraud-ci"));
  }

  @Test
  void shouldTurnAwayWhatNobodyOrAStrangerSigned() {
    assertThat(refusal(ring, record("fraud", VALUE, List.of()), abort()))
        .contains("Expected a signed command, but got one without a signature (write --sign-key");
    assertThat(refusal(ring, signed(stranger, "fraud"), abort()))
        .contains("of a trusted key, but got one of " + stranger.counterpart().fingerprint());
  }

  @Test
  void shouldTurnAwayEveryChangeOfASingleByte() {
    // given
    ConsumerRecord<byte[], byte[]> right = signed(ci, "fraud");
    List<Header> headers = List.of(right.headers().toArray());
    Set<String> reasons = new HashSet<>();

    // when: each byte of the value, the key and the headers is another one
    for (int i = 0; i < VALUE.length; i++) {
      reasons.add(refusal(ring, record("fraud", changed(VALUE, i), headers), abort()));
    }
    for (int i = 0; i < "fraud".length(); i++) {
      String key = new String(changed("fraud".getBytes(UTF_8), i), UTF_8);
      reasons.add(refusal(ring, record(key, VALUE, headers), abort()));
    }
    for (Header header : headers) {
      for (int i = 0; i < header.value().length; i++) {
        var others = new RecordHeaders(headers).remove(header.key());
        others.add(new RecordHeader(header.key(), changed(header.value(), i)));
        reasons.add(refusal(ring, record("fraud", VALUE, List.of(others.toArray())), abort()));
      }
    }

    // then: none of them passed, and none failed in another way
    assertThat(reasons).allMatch(reason -> reason.matches("Expected .*, but .*\\(.*\\)"));
    assertThat(reasons)
        .anyMatch(reason -> reason.contains("a signature of this command by 'fraud-ci'"))
        .anyMatch(reason -> reason.contains("of a trusted key"))
        .anyMatch(reason -> reason.contains("decimal digits"));
  }

  @Test
  void shouldTurnAwayWhatWasSignedForAnotherTopic() {
    List<Header> headers = signer(ci, NOW).sign("staging.commands", "fraud".getBytes(UTF_8), VALUE);

    assertThat(refusal(ring, record("fraud", VALUE, headers), abort()))
        .contains("another command, key, model or topic");
  }

  @Test
  void shouldTurnAwayWhatIsTooOldOrFromTheFuture() {
    Duration window = Duration.ofMinutes(5);

    assertThat(passage(NOW.minus(window)).refusal()).isEmpty();
    assertThat(passage(NOW.plus(window)).refusal()).isEmpty();
    assertThat(passage(NOW.minus(window).minusMillis(1)).refusal().orElseThrow())
        .contains("signed within 5m of its arrival");
    assertThat(passage(NOW.plus(window).plusMillis(1)).refusal()).isPresent();
    assertThat(passage(Instant.ofEpochMilli(999_999_999_999_999_999L)).refusal()).isPresent();
  }

  @Test
  void shouldHoldAKeyToItsNamesRoleAndModels() {
    // given
    KeyRing narrow = ring("", key("fraud-ci", ci, "models: [\"fraud*\"]"));

    // then
    assertThat(refusal(narrow, signed(ci, "fraud"), command("jane")))
        .contains("in the name of [pipeline/*], but got 'jane' (write --actor)");
    RolloutCommand full = command("pipeline/x", new PromoteRollout(true));
    assertThat(refusal(narrow, signed(ci, "fraud"), full))
        .contains("Expected a key with the role admin, but 'fraud-ci' has operator");
    RolloutCommand letter = command("pipeline/x", new AdmitRollout("fraud-v2"));
    assertThat(refusal(narrow, signed(ci, "fraud"), letter)).contains("the role admin");
    RolloutCommand spam = command("pipeline/x");
    spam.setModel("spam");
    assertThat(refusal(narrow, signed(ci, "spam"), spam))
        .contains("'fraud-ci' to command the models [fraud*], but got 'spam'");
    assertThat(narrow.judge(signed(ci, "spam"), spam).signedBy()).contains("fraud-ci");
    RolloutCommand promote = command("pipeline/x", new PromoteRollout(false));
    assertThat(narrow.judge(signed(ci, "fraud"), promote).refusal()).isEmpty();
  }

  @Test
  void shouldCheckSignaturesAlsoWhereNoneIsRequired() {
    KeyRing optional = ring("", key("fraud-ci", ci, ""));

    assertThat(optional.judge(record("fraud", VALUE, List.of()), abort()))
        .isEqualTo(Passage.free());
    assertThat(refusal(optional, signed(stranger, "fraud"), abort())).contains("of a trusted key");
  }

  @Test
  void shouldAskForSignaturesFromATimeOn() {
    assertThat(since("2026-11-22T10:00:00Z").refusal()).isPresent();
    assertThat(since("2026-11-22T10:00:00.001Z").refusal()).isEmpty();
  }

  @Test
  void shouldKnowAKeyOnlyWhileItCounts() {
    String from = "from: 2026-11-22T10:00:00Z";
    String until = "until: 2026-11-22T10:00:00Z";

    assertThat(ring("", key("a", ci, from)).judge(signed(ci, "fraud"), abort()).refusal())
        .isEmpty();
    assertThat(refusal(ring("", key("a", ci, until)), signed(ci, "fraud"), abort()))
        .contains("at 2026-11-22T10:00:00Z");
    KeyRing one = ring("", key("a", ci, until + ", models: [\"spam\"]"), key("a", ci, from));
    assertThat(one.judge(signed(ci, "fraud"), abort()).refusal()).isEmpty();
    assertThatThrownBy(() -> ring("", key("a", ci, ""), key("b", ci, from)))
        .hasMessageContaining("each key once at a time, but 'a' and 'b'");
    assertThatThrownBy(() -> ring("", key("a", ci, ""), key("a", stranger, "")))
        .hasMessageContaining("each name");
  }

  /** It wants nothing; orchestrators of before would otherwise fill the journal. */
  @Test
  void shouldLetTicksPass() {
    RolloutCommand tick = command("turnout", new Tick());

    assertThat(ring.judge(record("fraud", VALUE, List.of()), tick)).isEqualTo(Passage.free());
  }

  private Passage since(String time) {
    return ring("required: true\nsince: " + time, key("a", ci, ""))
        .judge(record("fraud", VALUE, List.of()), abort());
  }

  private Passage passage(Instant signedAt) {
    List<Header> headers = signer(ci, signedAt).sign(TOPIC, "fraud".getBytes(UTF_8), VALUE);
    return ring.judge(record("fraud", VALUE, headers), abort());
  }

  private static String refusal(
      KeyRing ring, ConsumerRecord<byte[], byte[]> record, RolloutCommand command) {
    return ring.judge(record, command).refusal().orElse("it passed");
  }

  private static KeyRing ring(String head, String... keys) {
    return KeyRingFile.parse(head + "\nkeys:\n" + String.join("", keys), "keys.yaml");
  }

  private static String key(String name, SigningKey key, String more) {
    return "- {name: %s, publicKey: %s, actors: [\"pipeline/*\"], role: operator%s}\n"
        .formatted(name, key.counterpart().line(), more.isEmpty() ? "" : ", " + more);
  }

  private static CommandSigner signer(SigningKey key, Instant at) {
    return new KeySigner(key, () -> at);
  }

  private static RolloutCommand abort() {
    return command("pipeline/x");
  }

  private static RolloutCommand command(String actor) {
    return command(actor, new AbortRollout());
  }

  private static RolloutCommand command(String actor, Object action) {
    return new RolloutCommand("id-1", "fraud", null, actor, null, action);
  }

  private static ConsumerRecord<byte[], byte[]> signed(SigningKey key, String model) {
    List<Header> headers = signer(key, NOW).sign(TOPIC, model.getBytes(UTF_8), VALUE);
    return record(model, VALUE, headers);
  }

  private static ConsumerRecord<byte[], byte[]> record(
      String key, byte[] value, List<Header> headers) {
    return new ConsumerRecord<>(
        TOPIC,
        0,
        7,
        NOW.toEpochMilli(),
        TimestampType.LOG_APPEND_TIME,
        key.length(),
        value.length,
        key.getBytes(UTF_8),
        value,
        new RecordHeaders(headers),
        Optional.empty());
  }

  private static byte[] changed(byte[] bytes, int index) {
    byte[] other = bytes.clone();
    other[index] ^= 1;
    return other;
  }
}
