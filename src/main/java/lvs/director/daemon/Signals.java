package lvs.director.daemon;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/**
 * Unix signals. The JDK offers them only as {@code sun.misc.Signal} in the module jdk.unsupported;
 * it is reached by name, because naming it in code is a compiler warning that cannot be switched
 * off.
 */
final class Signals {
  private Signals() {}

  /** TERM and INT: the action asks for an orderly stop, after which the program exits itself. */
  static void onEnd(Runnable action) {
    on("TERM", action);
    on("INT", action);
  }

  /**
   * Calls the action whenever the signal comes, on a thread of the JVM's.
   *
   * @param name without SIG, such as {@code HUP}
   * @throws IllegalStateException when this JVM has no such signal
   */
  static void on(String name, Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object proxy =
          Proxy.newProxyInstance(
              Signals.class.getClassLoader(),
              new Class<?>[] {handler},
              (self, method, arguments) -> {
                if (method.getName().equals("handle")) {
                  action.run();
                }
                return null;
              });
      Object instance = signal.getConstructor(String.class).newInstance(name);
      signal.getMethod("handle", signal, handler).invoke(null, instance, proxy);
    } catch (ClassNotFoundException
        | NoSuchMethodException
        | InstantiationException
        | IllegalAccessException
        | InvocationTargetException unavailable) {
      throw new IllegalStateException("no signal " + name + " in this JVM", unavailable);
    }
  }
}
