package dev.turnout.orchestrator.audit;

import dev.turnout.schemas.Topics;
import org.apache.kafka.common.serialization.Deserializer;

/** All that was recorded of an installation, on a bus or in a bundle. */
public interface Recording {

  /** What the topics are called. */
  Topics topics();

  /** Partitions of each of the topics, a count from 1. */
  int partitions();

  /**
   * One partition of a topic; the caller closes it. May be called by several threads.
   *
   * @param from offset before which nothing is wanted
   */
  RecordLog open(String topic, int partition, long from);

  /** A new reader of the values of any of the topics, for one thread; the caller closes it. */
  Deserializer<Object> values();
}
