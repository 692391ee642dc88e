package lvs.director.jmx;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import javax.management.ObjectName;
import org.jolokia.server.core.service.api.Restrictor;
import org.jolokia.server.core.util.HttpMethod;
import org.jolokia.server.core.util.RequestType;

/**
 * Narrows {@code jolokia-access.xml} by what its format cannot say. Nothing here allows what the
 * policy denies.
 */
final class OperatorRestrictor implements Restrictor {
  private static final Set<String> SHOWN_DOMAINS = Set.of(BeanNames.DOMAIN, "java.lang");

  private static final Set<String> READS_OF_THE_PAST =
      Arrays.stream(ArchiveMXBean.class.getMethods())
          .filter(method -> method.isAnnotationPresent(ReadOnly.class))
          .map(Method::getName)
          .collect(Collectors.toUnmodifiableSet());

  private final Restrictor policy;

  OperatorRestrictor(Restrictor policy) {
    this.policy = policy;
  }

  /** Operations need credentials, unless they only read the recorded past. */
  @Override
  public boolean isOperationAllowed(ObjectName name, String operation) {
    return (Caller.isOperator() || onlyReads(name, operation))
        && name.getDomain().equals(BeanNames.DOMAIN)
        && policy.isOperationAllowed(name, operation);
  }

  /**
   * @param operation with the types of its arguments in brackets where a caller gave them
   */
  private static boolean onlyReads(ObjectName name, String operation) {
    int bracket = operation.indexOf('(');
    String plain = bracket < 0 ? operation : operation.substring(0, bracket);
    return name.equals(BeanNames.archive()) && READS_OF_THE_PAST.contains(plain);
  }

  /** No bean of ours has an attribute to write, and no other is our business. */
  @Override
  public boolean isAttributeWriteAllowed(ObjectName name, String attribute) {
    return false;
  }

  /** An empty list of origins means any origin to Jolokia; here it means none. */
  @Override
  public boolean isOriginAllowed(String origin, boolean strict) {
    return origin == null;
  }

  /** What cannot be read need not be seen. */
  @Override
  public boolean isObjectNameHidden(ObjectName name) {
    return !SHOWN_DOMAINS.contains(name.getDomain()) || policy.isObjectNameHidden(name);
  }

  @Override
  public boolean isAttributeReadAllowed(ObjectName name, String attribute) {
    return policy.isAttributeReadAllowed(name, attribute);
  }

  @Override
  public boolean isHttpMethodAllowed(HttpMethod method) {
    return policy.isHttpMethodAllowed(method);
  }

  @Override
  public boolean isTypeAllowed(RequestType type) {
    return policy.isTypeAllowed(type);
  }

  @Override
  public boolean isRemoteAccessAllowed(String... hostOrAddress) {
    return policy.isRemoteAccessAllowed(hostOrAddress);
  }
}
