package lvs.director.daemon;

import java.text.MessageFormat;
import java.util.ResourceBundle;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Where messages of {@link System.Logger} go: into the director's log while one is open, so that
 * planes, Jolokia and the JDK's own servers are heard in the same place, one line an event.
 */
public final class LogRoute extends System.LoggerFinder {
  private static final AtomicReference<EventLog> OPEN = new AtomicReference<>();

  static void to(EventLog log) {
    OPEN.set(log);
  }

  static void close(EventLog log) {
    OPEN.compareAndSet(log, null);
  }

  @Override
  public System.Logger getLogger(String name, Module module) {
    return new Route(name);
  }

  private record Route(String name) implements System.Logger {
    @Override
    public String getName() {
      return name;
    }

    /** Libraries speak up from warnings on; our own code from information on. */
    @Override
    public boolean isLoggable(Level level) {
      Level least = name.startsWith("lvs.director") ? Level.INFO : Level.WARNING;
      return level.getSeverity() >= least.getSeverity() && level != Level.OFF;
    }

    @Override
    public void log(Level level, ResourceBundle bundle, String message, Throwable thrown) {
      write(level, thrown == null ? message : message + ": " + thrown);
    }

    @Override
    public void log(Level level, ResourceBundle bundle, String format, Object... parameters) {
      boolean plain = parameters == null || parameters.length == 0;
      write(level, plain ? format : MessageFormat.format(format, parameters));
    }

    private void write(Level level, String text) {
      if (!isLoggable(level)) {
        return;
      }
      EventLog log = OPEN.get();
      if (log == null) {
        System.err.println(name + ": " + text);
      } else if (level == Level.ERROR) {
        log.error(text);
      } else if (level == Level.WARNING) {
        log.warning(text);
      } else {
        log.info(text);
      }
    }
  }
}
