package lvs.director.daemon;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One line an event, to the console and to syslog. Lines are written by a thread of their own, so
 * that a full pipe or a stopped terminal never delays an engine; what found the queue full is
 * counted and told later.
 */
final class EventLog implements AutoCloseable {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS");
  private static final int QUEUE_LENGTH = 10_000;

  /** RFC 5424 severities, as syslog numbers them. */
  private enum Severity {
    ERROR(3, "error"),
    WARNING(4, "warning"),
    INFO(6, "info");

    private static final int DAEMON_FACILITY = 3;
    private final int number;
    private final String word;

    Severity(int number, String word) {
      this.number = number;
      this.word = word;
    }

    String syslogPrefix() {
      return "<" + (DAEMON_FACILITY * 8 + number) + ">";
    }
  }

  private static final Path SYSLOG_SOCKET = Path.of("/dev/log");
  private static final long CLOSE_SECONDS = 2;

  private record Line(LocalDateTime at, Severity severity, String text) {}

  private static final Line END = new Line(LocalDateTime.MIN, Severity.INFO, "");

  private final BlockingQueue<Line> queue = new ArrayBlockingQueue<>(QUEUE_LENGTH);
  private final AtomicLong refused = new AtomicLong();
  private final PrintStream console;
  private final Path syslogSocket;
  private final Thread thread;
  private volatile boolean syslog;
  private volatile Process logger;
  private boolean loggerFailed;

  /**
   * @param console null prints nowhere
   */
  EventLog(PrintStream console) {
    this(console, SYSLOG_SOCKET);
  }

  /**
   * @param syslogSocket where the local syslog listens
   */
  EventLog(PrintStream console, Path syslogSocket) {
    this.console = console;
    this.syslogSocket = syslogSocket;
    this.thread = Thread.ofPlatform().name("log").daemon().unstarted(this::run);
    thread.start();
    LogRoute.to(this);
  }

  /** Whether lines also go to the local syslog socket. */
  void syslog(boolean on) {
    syslog = on;
  }

  void error(String text) {
    add(Severity.ERROR, text);
  }

  void warning(String text) {
    add(Severity.WARNING, text);
  }

  void info(String text) {
    add(Severity.INFO, text);
  }

  private void add(Severity severity, String text) {
    String oneLine = text.replace('\n', ' ').replace('\r', ' ');
    if (!queue.offer(new Line(LocalDateTime.now(), severity, oneLine))) {
      refused.incrementAndGet();
    }
  }

  private void run() {
    try {
      for (Line line = queue.take(); line != END; line = queue.take()) {
        write(line);
        long lost = refused.getAndSet(0);
        if (lost > 0) {
          write(new Line(LocalDateTime.now(), Severity.WARNING, lost + " log lines were lost"));
        }
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private void write(Line line) {
    if (console != null) {
      console.println(TIME.format(line.at()) + " " + line.severity().word + ": " + line.text());
    }
    if (syslog && !loggerFailed) {
      writeSyslog(line);
    }
  }

  /** One logger(1) serves all lines, and connects again when the syslog daemon was restarted. */
  private void writeSyslog(Line line) {
    try {
      if (logger == null || !logger.isAlive()) {
        logger = startLogger();
      }
      OutputStream out = logger.getOutputStream();
      byte[] bytes =
          (line.severity().syslogPrefix() + line.text() + "\n").getBytes(StandardCharsets.UTF_8);
      out.write(bytes);
      out.flush();
    } catch (IOException noLogger) {
      loggerFailed = true;
      if (console != null) {
        console.println(
            "no syslog: "
                + noLogger.getMessage()
                + " (install util-linux's logger, or write 'syslog off' in the director block)");
      }
    }
  }

  /** Lines up to what rsyslog takes by default; logger's own limit would cut reasons in pieces. */
  private Process startLogger() throws IOException {
    return new ProcessBuilder(
            "logger",
            "--socket=" + syslogSocket,
            "--size=8KiB",
            "--prio-prefix",
            "--tag=lvs-director",
            "--id=" + ProcessHandle.current().pid())
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** Writes what is queued and ends; a console or syslog that takes nothing is not waited for. */
  @Override
  public void close() {
    LogRoute.close(this);
    try {
      if (queue.offer(END, CLOSE_SECONDS, TimeUnit.SECONDS)) {
        thread.join(TimeUnit.SECONDS.toMillis(CLOSE_SECONDS));
      }
      closeLogger();
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
    }
  }

  /** The end of its input lets logger send what it has and end. */
  private void closeLogger() throws InterruptedException {
    if (logger == null) {
      return;
    }
    try {
      if (!thread.isAlive()) {
        logger.getOutputStream().close();
        logger.waitFor(CLOSE_SECONDS, TimeUnit.SECONDS);
      }
    } catch (IOException broken) {
      // It has ended by itself.
    } finally {
      logger.destroy();
    }
  }
}
