package dev.turnout.schemas;

import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;
import static org.apache.kafka.common.resource.PatternType.LITERAL;
import static org.apache.kafka.common.resource.PatternType.PREFIXED;
import static org.apache.kafka.common.resource.ResourceType.GROUP;
import static org.apache.kafka.common.resource.ResourceType.TOPIC;
import static org.apache.kafka.common.resource.ResourceType.TRANSACTIONAL_ID;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.acl.AclOperation;

/**
 * The least rights each role needs, derived from who writes and reads which {@link Topic}. READ and
 * WRITE include DESCRIBE in Kafka. Agents, pipelines, the API and auditors read without a consumer
 * group, so they need no right on one.
 */
public final class Acls {

  private Acls() {}

  /** The rights of one role, topics first, in the order of {@link Topic}. */
  public static List<Acl> of(Role role, Topics topics) {
    var acls = new ArrayList<Acl>();
    if (role == Role.ADMIN) {
      acls.add(onAllTopics(topics, CREATE));
      acls.add(onAllTopics(topics, DESCRIBE));
      acls.add(onAllTopics(topics, DESCRIBE_CONFIGS));
    }
    for (Topic topic : Topic.values()) {
      if (topic.readers().contains(role)) {
        acls.add(onTopic(role, topics.name(topic), READ));
      }
      if (topic.writers().contains(role)) {
        acls.add(onTopic(role, topics.name(topic), WRITE));
      }
      // The orchestrator compares every topic with what it needs before it starts.
      if (role == Role.ORCHESTRATOR && !topic.isOptional()) {
        if (!topic.readers().contains(role) && !topic.writers().contains(role)) {
          acls.add(onTopic(role, topics.name(topic), DESCRIBE));
        }
        acls.add(onTopic(role, topics.name(topic), DESCRIBE_CONFIGS));
      }
    }
    if (role == Role.ORCHESTRATOR) {
      acls.add(new Acl(role, GROUP, LITERAL, topics.orchestratorGroup(), READ));
      acls.add(new Acl(role, GROUP, LITERAL, topics.mlflowGroup(), READ));
      acls.add(new Acl(role, TRANSACTIONAL_ID, PREFIXED, topics.transactionalIdPrefix(), WRITE));
      acls.add(new Acl(role, TRANSACTIONAL_ID, PREFIXED, topics.transactionalIdPrefix(), DESCRIBE));
    }
    if (role == Role.BRIDGE) {
      acls.add(new Acl(role, GROUP, PREFIXED, topics.bridgePrefix(), READ));
      acls.add(new Acl(role, TRANSACTIONAL_ID, PREFIXED, topics.bridgePrefix(), WRITE));
      acls.add(new Acl(role, TRANSACTIONAL_ID, PREFIXED, topics.bridgePrefix(), DESCRIBE));
    }
    if (role == Role.NOTIFIER) {
      acls.add(new Acl(role, GROUP, PREFIXED, topics.notifierPrefix(), READ));
    }
    return List.copyOf(acls);
  }

  /** The right of a bridge to read a topic in which others measure. */
  public static Acl ofSource(String topic) {
    return onTopic(Role.BRIDGE, topic, READ);
  }

  /** The rights of all roles. */
  public static List<Acl> all(Topics topics) {
    var acls = new ArrayList<Acl>();
    for (Role role : Role.values()) {
      acls.addAll(of(role, topics));
    }
    return List.copyOf(acls);
  }

  /** Those that there will be, too. */
  private static Acl onAllTopics(Topics topics, AclOperation operation) {
    return new Acl(Role.ADMIN, TOPIC, PREFIXED, topics.prefix() + ".", operation);
  }

  private static Acl onTopic(Role role, String topic, AclOperation operation) {
    return new Acl(role, TOPIC, LITERAL, topic, operation);
  }
}
