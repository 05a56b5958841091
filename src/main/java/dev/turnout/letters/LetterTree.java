package dev.turnout.letters;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.turnout.output.RecordTree;
import dev.turnout.schemas.DeadLetter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/** A dead letter as a tree for JSON and YAML. */
public final class LetterTree {
  private LetterTree() {}

  /** Everything but its bytes; its replays are oldest first. */
  public static Map<String, Object> of(Letter letter, List<ReplayMark> replays) {
    DeadLetter content = letter.content();
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("letter", letter.place().toString());
    tree.put("at", letter.at().toString());
    tree.put("topic", content.topic());
    tree.put("partition", content.partition());
    tree.put("offset", content.offset());
    tree.put("recordAt", Instant.ofEpochMilli(content.timestampMs()).toString());
    text(content.key()).ifPresent(key -> tree.put("key", key));
    tree.put("bytes", content.size());
    tree.put("cut", content.isCut());
    tree.put("reason", content.reason());
    content.replayedFrom().ifPresent(from -> tree.put("replayedFrom", from));
    tree.put("replays", replays.stream().map(LetterTree::replay).toList());
    return tree;
  }

  /** The same with headers, bytes and what they say. */
  public static Map<String, Object> whole(
      Letter letter, List<ReplayMark> replays, Decoded decoded) {
    Map<String, Object> tree = of(letter, replays);
    Map<String, Object> headers = new LinkedHashMap<>();
    letter
        .record()
        .headers()
        .forEach(header -> headers.put(header.key(), text(header.value()).orElse("-")));
    tree.put("headers", headers);
    byte[] value = letter.content().value();
    if (value != null) {
      tree.put("base64", Base64.getEncoder().encodeToString(value));
    }
    decoded.content().ifPresent(content -> tree.put("value", plain(content)));
    decoded.refusal().ifPresent(refusal -> tree.put("undecodable", refusal));
    return tree;
  }

  /** Topic, partition and offset from which it came. */
  static String origin(Map<?, ?> letter) {
    return "%s-%s@%s"
        .formatted(text(letter, "topic"), text(letter, "partition"), text(letter, "offset"));
  }

  /** When, where to and by whom it was written once more, oldest first. */
  static List<Map<?, ?>> replays(Map<?, ?> letter) {
    List<Map<?, ?>> replays = new ArrayList<>();
    if (letter.get("replays") instanceof List<?> marks) {
      marks.forEach(mark -> replays.add((Map<?, ?>) mark));
    }
    return replays;
  }

  /** What stands under a key; a dash if nothing does. */
  static String text(Map<?, ?> tree, String key) {
    Object value = tree.get(key);
    return value == null ? "-" : String.valueOf(value);
  }

  static Object plain(Object content) {
    return content instanceof IndexedRecord avro ? RecordTree.of(avro) : String.valueOf(content);
  }

  private static Map<String, Object> replay(ReplayMark mark) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("at", mark.at().toString());
    tree.put("to", mark.to());
    tree.put("by", mark.by());
    return tree;
  }

  private static Optional<String> text(byte @Nullable [] bytes) {
    return Optional.ofNullable(bytes).map(some -> new String(some, UTF_8));
  }
}
