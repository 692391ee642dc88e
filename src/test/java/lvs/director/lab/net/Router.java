package lvs.director.lab.net;

import java.io.IOException;

/** A VRRP router on a host: keepalived or ours. */
public interface Router extends AutoCloseable {
  Host host();

  /** Starts it and waits until it takes part. */
  void start() throws IOException;

  /** SIGTERM, and waits until it has ended. */
  void stop() throws InterruptedException;

  /** SIGTERM, without waiting. */
  void beginStop();

  /** SIGKILL to all its processes at once, so that none can say goodbye. */
  void kill() throws InterruptedException;

  /** SIGSTOP. */
  void pause();

  /** SIGCONT. */
  void resume();

  /** Writes another configuration, for the next start or reload. */
  void configure(String keepalivedConf) throws IOException;

  /** Reads the configuration again, and returns when that has happened. */
  void reload() throws IOException, InterruptedException;

  boolean runs();

  String log();

  /** Processor time of all its processes so far, in nanoseconds. */
  long processorNanos();

  /** Resident memory of all its processes in KiB. */
  long residentKib();

  @Override
  void close();
}
