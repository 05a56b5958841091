package dev.turnout.schemas;

import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * One right that a role needs.
 *
 * @param role who needs it
 * @param resource a topic, a consumer group or a transactional id
 * @param pattern whether {@code name} is the whole name or its beginning
 * @param name of the resource
 * @param operation what may be done
 */
public record Acl(
    Role role, ResourceType resource, PatternType pattern, String name, AclOperation operation) {

  /**
   * The right as Kafka's admin client takes it, for a principal such as {@code User:turnout-agent},
   * from any host.
   */
  public AclBinding bindingFor(String principal) {
    return new AclBinding(
        new ResourcePattern(resource, name, pattern),
        new AccessControlEntry(principal, "*", operation, AclPermissionType.ALLOW));
  }
}
