package dev.turnout.orchestrator.stream;

import dev.turnout.orchestrator.desk.InputTopic;
import dev.turnout.orchestrator.desk.PartitionDesk;
import dev.turnout.schemas.Topics;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Where the inputs of partitions lie. */
record InputPlaces(Topics topics) {

  TopicPartition of(InputTopic topic, int partition) {
    return new TopicPartition(topic.nameIn(topics), partition);
  }

  /** The partitions of all input topics. */
  Set<TopicPartition> of(Set<Integer> partitions) {
    Set<TopicPartition> inputs = new HashSet<>();
    for (InputTopic topic : InputTopic.values()) {
      partitions.forEach(partition -> inputs.add(of(topic, partition)));
    }
    return inputs;
  }

  /** What the desks have consumed, as a consumer group says it. */
  Map<TopicPartition, OffsetAndMetadata> consumed(Collection<PartitionDesk> desks) {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    for (PartitionDesk desk : desks) {
      for (InputTopic topic : InputTopic.values()) {
        offsets.put(of(topic, desk.partition()), new OffsetAndMetadata(desk.consumed().of(topic)));
      }
    }
    return offsets;
  }
}
