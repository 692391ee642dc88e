package lvs.director.proxy.scheduler;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import lvs.director.base.Endpoint;
import lvs.director.model.Persistence;
import lvs.director.model.Scheduling;
import lvs.director.model.ServiceTable;

/**
 * The servers of one service with scheduler, thresholds and persistence. Thread-safe by its own
 * lock; every method is short and never waits.
 *
 * @param <S> what the caller keeps for each server
 */
public final class ServerPool<S extends PoolServer> {
  private final RandomGenerator random;
  private final Function<ServiceTable.Server, S> maker;
  private final Map<Endpoint, S> byEndpoint = new LinkedHashMap<>();

  /** The kernel's order: newest first. */
  private List<PoolServer> servers = new ArrayList<>();

  private Scheduling scheduling;
  private SchedulingAlgorithm algorithm;
  private Optional<Persistence> persistence = Optional.empty();
  private TemplateTable templates;

  /**
   * @param random drawn from by twos only
   * @param maker makes the entry of a server that comes into the table
   */
  public ServerPool(RandomGenerator random, Function<ServiceTable.Server, S> maker) {
    this.random = random;
    this.maker = maker;
  }

  /**
   * One connection's place at a server.
   *
   * @param <S> as in the pool
   */
  public static final class Seat<S extends PoolServer> {
    private final S server;
    private final TemplateTable.Template template;
    private boolean active = true;

    private Seat(S server, TemplateTable.Template template) {
      this.server = server;
      this.template = template;
    }

    public S server() {
      return server;
    }
  }

  /**
   * Makes the pool what is wanted. The scheduler keeps its state unless it is another one or has
   * other flags.
   *
   * @return the servers that left
   */
  public synchronized List<S> edit(ServiceTable.Service wanted) {
    if (!wanted.persistence().equals(persistence)) {
      changePersistence(wanted.persistence());
    }
    boolean otherAlgorithm = !wanted.scheduling().equals(scheduling);
    List<S> left = removeMissing(wanted.servers());
    boolean changed = addAndUpdate(wanted.servers()) || !left.isEmpty();
    if (otherAlgorithm) {
      scheduling = wanted.scheduling();
      algorithm = SchedulingAlgorithm.of(scheduling, random);
    }
    if (changed || otherAlgorithm) {
      algorithm.changed(servers);
    }
    return left;
  }

  private void changePersistence(Optional<Persistence> wanted) {
    if (templates != null && wanted.isPresent()) {
      templates.update(wanted.get());
    } else {
      byEndpoint.values().forEach(server -> server.templates(-server.persistent()));
      templates = wanted.map(TemplateTable::new).orElse(null);
    }
    persistence = wanted;
  }

  private List<S> removeMissing(Map<Endpoint, ServiceTable.Server> wanted) {
    List<S> left = new ArrayList<>();
    for (S server : List.copyOf(byEndpoint.values())) {
      if (!wanted.containsKey(server.endpoint())) {
        remove(server);
        left.add(server);
      }
    }
    return left;
  }

  private void remove(S server) {
    byEndpoint.remove(server.endpoint());
    server.remove();
    algorithm.leaving(server, servers);
    servers = new ArrayList<>(servers);
    servers.remove(server);
    if (templates != null) {
      templates.forget(server);
    }
  }

  private boolean addAndUpdate(Map<Endpoint, ServiceTable.Server> wanted) {
    boolean changed = false;
    for (ServiceTable.Server server : wanted.values()) {
      S present = byEndpoint.get(server.endpoint());
      if (present == null) {
        S added = maker.apply(server);
        byEndpoint.put(server.endpoint(), added);
        servers.addFirst(added);
        changed = true;
      } else {
        changed |= present.weight() != server.weight();
        present.update(server);
      }
    }
    return changed;
  }

  /** A place for a new connection; empty when no server may take it. */
  public synchronized Optional<Seat<S>> take(Flow flow) {
    if (templates == null) {
      return schedule(flow).map(server -> seat(server, null, flow));
    }
    TemplateTable.Template known = templates.find(flow);
    if (known != null) {
      return Optional.of(seat(own(known.server), known, flow));
    }
    return schedule(flow).map(server -> seat(server, templates.make(flow, server), flow));
  }

  /**
   * A place at another server, when the one that was chosen refused the connection; does not touch
   * templates.
   */
  public synchronized Optional<Seat<S>> takeOther(Flow flow, S refused) {
    for (int attempt = 0; attempt <= servers.size(); attempt++) {
      Optional<S> server = schedule(flow);
      if (server.isEmpty() || server.get() != refused) {
        return server.map(other -> seat(other, null, flow));
      }
    }
    return servers.stream()
        .filter(server -> server != refused && server.available())
        .findFirst()
        .map(server -> seat(own(server), null, flow));
  }

  private Optional<S> schedule(Flow flow) {
    return Optional.ofNullable(own(algorithm.pick(servers, flow)));
  }

  /** Every server in the list was made by our maker. */
  @SuppressWarnings("unchecked")
  private S own(PoolServer server) {
    return (S) server;
  }

  private Seat<S> seat(S server, TemplateTable.Template template, Flow flow) {
    server.begin();
    if (template != null) {
      templates.begin(template, flow.nowNanos());
    }
    return new Seat<>(server, template);
  }

  /** The connection is half closed now: it counts as inactive. */
  public synchronized void becomeInactive(Seat<S> seat) {
    if (seat.active) {
      seat.active = false;
      seat.server.becomeInactive();
    }
  }

  /** The connection has ended. */
  public synchronized void leave(Seat<S> seat, long nowNanos) {
    seat.server.end(seat.active);
    if (seat.template != null && templates != null) {
      templates.end(seat.template, nowNanos);
    }
  }

  /** Lets go of templates whose time is over. */
  public synchronized void expire(long nowNanos) {
    if (templates != null) {
      templates.expire(nowNanos);
    }
  }

  /** The servers in table order. */
  public synchronized List<S> servers() {
    return List.copyOf(byEndpoint.values());
  }

  /** Shows at most so many templates. */
  public synchronized void templates(long nowNanos, int limit, TemplateVisitor visitor) {
    if (templates != null) {
      templates.each(
          nowNanos,
          limit,
          (client, server, left) -> visitor.visit(client, server.endpoint(), left));
    }
  }

  /** Receives templates: the client as first met, its server, the nanoseconds left. */
  public interface TemplateVisitor {
    void visit(InetAddress client, Endpoint server, long remainingNanos);
  }
}
