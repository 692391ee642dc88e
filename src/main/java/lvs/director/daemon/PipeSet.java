package lvs.director.daemon;

import java.util.Optional;
import lvs.director.model.Configuration;
import lvs.director.model.NotifyPipes.Pipe;
import lvs.director.probe.ScriptRunner;

/**
 * The notify FIFOs: {@code notify_fifo} hears everything, {@code lvs_notify_fifo} of services and
 * real servers, {@code vrrp_notify_fifo} of virtual routers and sync groups. Who tells never waits,
 * not even for a pipe that is being opened or closed.
 */
final class PipeSet implements AutoCloseable {
  private final ScriptRunner runner;
  private final EventLog log;
  private volatile Optional<ReadPipe> everything = Optional.empty();
  private volatile Optional<ReadPipe> services = Optional.empty();
  private volatile Optional<ReadPipe> routers = Optional.empty();

  PipeSet(ScriptRunner runner, EventLog log) {
    this.runner = runner;
    this.log = log;
  }

  /** Opens and closes pipes as the configuration says; one that stays the same stays open. */
  synchronized void configure(Configuration configuration) {
    everything = changed(everything, configuration.global().pipes().everything());
    services = changed(services, configuration.lvs().notifyPipe());
    routers = changed(routers, configuration.global().pipes().virtualRouters());
  }

  private Optional<ReadPipe> changed(Optional<ReadPipe> before, Optional<Pipe> wanted) {
    if (before.map(ReadPipe::pipe).equals(wanted)) {
      return before;
    }
    before.ifPresent(ReadPipe::close);
    return wanted.map(pipe -> new ReadPipe(pipe, runner, log));
  }

  /** keepalived ends lines about services and servers with a line feed and a NUL; readers know. */
  void tellOfServices(String line) {
    String text = line + "\n\0";
    everything.ifPresent(pipe -> pipe.write(text));
    services.ifPresent(pipe -> pipe.write(text));
  }

  /** A line about a virtual router or sync group has no NUL. */
  void tellOfRouters(String line) {
    String text = line + "\n";
    everything.ifPresent(pipe -> pipe.write(text));
    routers.ifPresent(pipe -> pipe.write(text));
  }

  @Override
  public synchronized void close() {
    everything.ifPresent(ReadPipe::close);
    services.ifPresent(ReadPipe::close);
    routers.ifPresent(ReadPipe::close);
    everything = Optional.empty();
    services = Optional.empty();
    routers = Optional.empty();
  }
}
