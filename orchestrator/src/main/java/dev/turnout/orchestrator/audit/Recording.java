package dev.turnout.orchestrator.audit;

import dev.turnout.schemas.Topics;
import org.apache.kafka.common.serialization.Deserializer;

/** All that was recorded of an installation, on a bus or in a bundle. */
public interface Recording {

  /** What the topics are called. */
  Topics topics();

  /** Partitions of each of the topics, a count from 1. */
  int partitions();

  /** One partition of a topic, from its oldest record; the caller closes it. */
  RecordLog open(String topic, int partition);

  /**
   * The same without the records before an offset, for those who have seen them. May be called by
   * several threads.
   */
  default RecordLog open(String topic, int partition, long from) {
    return new LaterLog(open(topic, partition), from);
  }

  /** Reads the values of any of the topics, for any thread; stays the recording's. */
  Deserializer<Object> values();
}
