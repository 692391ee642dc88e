package lvs.director.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.StandardMBean;

/** A real MXBean whose attributes stand in a map and whose operations are given one by one. */
final class FakeBean implements InvocationHandler {
  /** What an operation does. */
  interface Operation {
    Object run(Object... arguments);
  }

  final Map<String, Object> attributes = new ConcurrentHashMap<>();
  private final Map<String, Operation> operations = new HashMap<>();

  FakeBean with(String attribute, Object value) {
    attributes.put(attribute, value);
    return this;
  }

  FakeBean on(String operation, Operation action) {
    operations.put(operation, action);
    return this;
  }

  <T> void register(MBeanServer server, Class<T> beanInterface, String name) throws JMException {
    Object bean =
        Proxy.newProxyInstance(
            beanInterface.getClassLoader(), new Class<?>[] {beanInterface}, this);
    server.registerMBean(
        new StandardMBean(beanInterface.cast(bean), beanInterface, true),
        new ObjectName("lvs.director:type=" + name));
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] arguments) {
    Operation operation = operations.get(method.getName());
    if (operation != null) {
      return operation.run(arguments == null ? new Object[0] : arguments);
    }
    return switch (method.getName()) {
      case "toString" -> "fake bean " + new TreeMap<>(attributes);
      case "hashCode" -> System.identityHashCode(this);
      case "equals" -> proxy == arguments[0];
      default -> attribute(method);
    };
  }

  private Object attribute(Method getter) {
    Object value = attributes.get(getter.getName().substring("get".length()));
    return value != null ? value : zero(getter.getReturnType());
  }

  private static Object zero(Class<?> type) {
    return switch (type.getName()) {
      case "int" -> 0;
      case "long" -> 0L;
      case "double" -> 0.0;
      case "java.util.List" -> List.of();
      default -> "";
    };
  }
}
