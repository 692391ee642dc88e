package lvs.director.jmx;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.management.Descriptor;
import javax.management.ImmutableDescriptor;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanNotificationInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.StandardMBean;

/**
 * An MXBean whose texts come from {@link Description}. All beans of one class share one {@link
 * MBeanInfo}: with tens of thousands of real servers the description of each would cost more than
 * the server.
 */
abstract class DescribedBean extends StandardMBean {
  private static final Map<Class<?>, MBeanInfo> SHARED_INFO = new ConcurrentHashMap<>();

  DescribedBean(Class<?> mxBeanInterface) {
    super(mxBeanInterface, true);
  }

  /** What the bean emits; nothing, unless overridden. */
  MBeanNotificationInfo[] emitted() {
    return new MBeanNotificationInfo[0];
  }

  @Override
  protected final MBeanInfo getCachedMBeanInfo() {
    return SHARED_INFO.get(getClass());
  }

  /** Adds what is emitted, and that clients may keep the description: it never changes. */
  @Override
  protected final void cacheMBeanInfo(MBeanInfo info) {
    if (info == null) {
      return;
    }
    SHARED_INFO.putIfAbsent(
        getClass(),
        new MBeanInfo(
            info.getClassName(),
            info.getDescription(),
            info.getAttributes(),
            info.getConstructors(),
            info.getOperations(),
            emitted(),
            immutable(info.getDescriptor())));
  }

  private static ImmutableDescriptor immutable(Descriptor descriptor) {
    Map<String, Object> fields = new HashMap<>();
    for (String name : descriptor.getFieldNames()) {
      fields.put(name, descriptor.getFieldValue(name));
    }
    fields.put("immutableInfo", "true");
    return new ImmutableDescriptor(fields);
  }

  @Override
  protected String getDescription(MBeanInfo info) {
    return text(Optional.ofNullable(getMBeanInterface().getAnnotation(Description.class)));
  }

  @Override
  protected String getDescription(MBeanAttributeInfo attribute) {
    return text(annotation(method((attribute.isIs() ? "is" : "get") + attribute.getName())));
  }

  @Override
  protected String getDescription(MBeanOperationInfo operation) {
    return text(annotation(method(operation.getName())));
  }

  @Override
  protected String getDescription(
      MBeanOperationInfo operation, MBeanParameterInfo parameter, int sequence) {
    return text(annotation(operation, sequence));
  }

  @Override
  protected String getParameterName(
      MBeanOperationInfo operation, MBeanParameterInfo parameter, int sequence) {
    return annotation(operation, sequence).map(Description::name).orElse(parameter.getName());
  }

  /** An operation that says so, or returns something and has a name with "list", only reads. */
  @Override
  protected int getImpact(MBeanOperationInfo operation) {
    boolean returns = !operation.getReturnType().equals("void");
    if (!returns) {
      return MBeanOperationInfo.ACTION;
    }
    return operation.getName().startsWith("list") || isReadOnly(operation)
        ? MBeanOperationInfo.INFO
        : MBeanOperationInfo.ACTION_INFO;
  }

  private boolean isReadOnly(MBeanOperationInfo operation) {
    return method(operation.getName())
        .filter(found -> found.isAnnotationPresent(ReadOnly.class))
        .isPresent();
  }

  private Optional<Method> method(String name) {
    return Arrays.stream(getMBeanInterface().getMethods())
        .filter(method -> method.getName().equals(name))
        .findFirst();
  }

  private static Optional<Description> annotation(Optional<Method> method) {
    return method.map(found -> found.getAnnotation(Description.class));
  }

  private Optional<Description> annotation(MBeanOperationInfo operation, int sequence) {
    return method(operation.getName())
        .map(found -> found.getParameters()[sequence])
        .map((Parameter parameter) -> parameter.getAnnotation(Description.class));
  }

  private static String text(Optional<Description> description) {
    return description.map(Description::value).orElse("");
  }
}
