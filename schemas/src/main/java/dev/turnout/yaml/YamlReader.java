package dev.turnout.yaml;

/** Makes a value of a node, such as {@code YamlNode::duration} or {@code KafkaConfig::read}. */
@FunctionalInterface
public interface YamlReader<T> {
  /** The value, or an invalid field after a mistake was reported; throws nothing. */
  YamlField<T> read(YamlNode node);
}
