package lvs.director.linux;

import com.sun.jna.LastErrorException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import lvs.director.linux.ProcessConnector.Event;
import lvs.director.model.TrackProcess;
import lvs.director.vrrp.VrrpEvent.TrackProcessCounted;

/**
 * Counts the processes that track_process blocks mean, each at once and after every change. The
 * kernel's process connector tells of changes; where it does not speak to us, /proc is looked
 * through each second. A process that changes its arguments without becoming another program is not
 * noticed through the connector, as with keepalived.
 */
public final class ProcessWatch implements AutoCloseable {
  private static final Duration PERIOD = Duration.ofSeconds(1);
  private static final Duration IDLE = Duration.ofHours(1);

  private final Consumer<TrackProcessCounted> listener;
  private final Consumer<String> remarks;
  private final boolean useConnector;
  private final Waiting waiting = new Waiting();
  private final Map<TrackProcess, Set<Integer>> matching = new LinkedHashMap<>();
  private final Map<String, Integer> told = new LinkedHashMap<>();
  private List<TrackProcess> wanted = List.of();
  private boolean closing;
  private Thread thread;
  private Optional<ProcessConnector> connector = Optional.empty();

  /**
   * @param listener is told on the thread of this watch
   * @param remarks is told, in an operator's words, what cannot be done
   */
  public ProcessWatch(Consumer<TrackProcessCounted> listener, Consumer<String> remarks) {
    this(listener, remarks, true);
  }

  ProcessWatch(
      Consumer<TrackProcessCounted> listener, Consumer<String> remarks, boolean useConnector) {
    this.listener = listener;
    this.remarks = remarks;
    this.useConnector = useConnector;
  }

  /** Exactly these processes from now on; does not wait. Known ones are not told again. */
  public synchronized void watch(List<TrackProcess> exactly) {
    wanted = List.copyOf(exactly);
    if (thread == null && !wanted.isEmpty() && !closing) {
      thread = Thread.ofPlatform().daemon().name("track-processes").start(this::run);
    }
    waiting.wake();
  }

  private void run() {
    try {
      open();
      while (takeOrders()) {
        tell();
        waiting.until(connector.map(ProcessConnector::descriptor).orElse(-1), limit());
        connector.ifPresentOrElse(this::follow, this::scan);
      }
    } finally {
      connector.ifPresent(ProcessConnector::close);
      waiting.close();
    }
  }

  private Duration limit() {
    return connector.isPresent() || matching.isEmpty() ? IDLE : PERIOD;
  }

  private void open() {
    connector = useConnector ? ProcessConnector.open(waiting) : Optional.empty();
    if (connector.isEmpty()) {
      remarks.accept(
          "tracked processes are counted each second: the kernel's process connector does not speak"
              + " to the director, which needs CAP_NET_ADMIN and the machine's first network"
              + " namespace for it");
    }
  }

  /** Takes over the processes wanted now; false at the end. */
  private boolean takeOrders() {
    List<TrackProcess> orders;
    synchronized (this) {
      orders = wanted;
      if (closing) {
        return false;
      }
    }
    matching.keySet().retainAll(orders);
    told.keySet().retainAll(orders.stream().map(TrackProcess::name).toList());
    List<TrackProcess> fresh = orders.stream().filter(o -> !matching.containsKey(o)).toList();
    fresh.forEach(order -> matching.put(order, new HashSet<>()));
    if (!fresh.isEmpty()) {
      scan();
    }
    return true;
  }

  private void scan() {
    matching.values().forEach(Set::clear);
    if (!matching.isEmpty()) {
      ProcFolder.processes().forEach(this::look);
    }
  }

  private void look(int process) {
    Optional<String> comm = ProcFolder.comm(process);
    CommandLine commandLine = new CommandLine(process);
    matching.forEach(
        (wish, processes) -> {
          if (comm.isPresent() && ProcessMatch.matches(wish, comm.get(), commandLine::arguments)) {
            processes.add(process);
          } else {
            processes.remove(process);
          }
        });
  }

  /** Reads the arguments of a process at most once. */
  private static final class CommandLine {
    private final int process;
    private List<String> arguments;

    CommandLine(int process) {
      this.process = process;
    }

    List<String> arguments() {
      if (arguments == null) {
        arguments = ProcFolder.arguments(process);
      }
      return arguments;
    }
  }

  /** Takes all events that wait. */
  private void follow(ProcessConnector from) {
    boolean lost = false;
    try {
      for (Optional<Event> next = from.read(); next.isPresent(); next = from.read()) {
        lost |= next.get() instanceof Event.Lost;
        apply(next.get());
      }
    } catch (LastErrorException broken) {
      remarks.accept("the kernel's process connector broke: " + broken.getMessage());
      from.close();
      connector = Optional.empty();
      lost = true;
    }
    if (lost) {
      scan();
    }
  }

  private void apply(Event event) {
    switch (event) {
      case Event.Forked(int parent, int child) ->
          matching.values().stream().filter(p -> p.contains(parent)).forEach(p -> p.add(child));
      case Event.Changed(int process) -> look(process);
      case Event.Ended(int process) -> matching.values().forEach(p -> p.remove(process));
      case Event.Lost _, Event.Other _, Event.Answered _ -> {}
    }
  }

  private void tell() {
    List<TrackProcessCounted> news = new ArrayList<>();
    matching.forEach(
        (wish, processes) -> {
          Integer before = told.put(wish.name(), processes.size());
          if (before == null || before != processes.size()) {
            news.add(new TrackProcessCounted(wish.name(), processes.size()));
          }
        });
    news.forEach(listener);
  }

  @Override
  public synchronized void close() {
    closing = true;
    if (thread == null) {
      waiting.close();
    } else {
      waiting.wake();
    }
  }
}
