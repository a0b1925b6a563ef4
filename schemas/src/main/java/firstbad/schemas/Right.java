package firstbad.schemas;

import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.utils.SecurityUtils;

/**
 * A right as an authorizer of Kafka grants it.
 *
 * @param type what it is on
 * @param name of that, or what its name begins with
 * @param pattern {@link PatternType#LITERAL} or {@link PatternType#PREFIXED}
 * @param operation what it allows; those that Kafka derives from it are not listed
 */
public record Right(ResourceType type, String name, PatternType pattern, AclOperation operation) {

  static Right on(ResourceType type, String name, AclOperation operation) {
    return new Right(type, name, PatternType.LITERAL, operation);
  }

  static Right onAll(ResourceType type, String prefix, AclOperation operation) {
    return new Right(type, prefix, PatternType.PREFIXED, operation);
  }

  /** Whether it is on this. */
  boolean covers(ResourceType asked, String named) {
    return type == asked
        && (pattern == PatternType.LITERAL ? named.equals(name) : named.startsWith(name));
  }

  /** The operation as Kafka's commands spell it. */
  public String spelled() {
    return SecurityUtils.operationName(operation);
  }

  /** As an administrator's client grants it, from any host. */
  public AclBinding binding(String user) {
    return new AclBinding(
        new ResourcePattern(type, name, pattern),
        new AccessControlEntry("User:" + user, "*", operation, AclPermissionType.ALLOW));
  }
}
