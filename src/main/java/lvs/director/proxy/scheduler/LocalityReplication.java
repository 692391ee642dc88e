package lvs.director.proxy.scheduler;

import java.util.ArrayList;
import java.util.List;

/**
 * lblcr: a destination address has a set of servers. The least loaded of the set serves; when that
 * one is overloaded the least loaded of all joins the set, and a set unchanged for a day loses its
 * most loaded member.
 */
final class LocalityReplication implements SchedulingAlgorithm {
  private final LocalityTable<Replicas> sets = new LocalityTable<>();

  /** Newest first. */
  private static final class Replicas {
    private final List<PoolServer> servers = new ArrayList<>();
    private long changedNanos;

    private void add(PoolServer server, long nowNanos) {
      if (!servers.contains(server)) {
        servers.addFirst(server);
        changedNanos = nowNanos;
      }
    }

    private void shrink(long nowNanos) {
      if (servers.size() > 1 && nowNanos - changedNanos > LocalityTable.EXPIRATION_NANOS) {
        servers.remove(mostLoaded());
        changedNanos = nowNanos;
      }
    }

    private PoolServer mostLoaded() {
      PoolServer most = null;
      for (PoolServer server : servers) {
        boolean heavier =
            most == null
                || LeastLoad.lighter(
                    most.overhead(), most.weight(), server.overhead(), server.weight());
        most = server.weight() > 0 && heavier ? server : most;
      }
      return most;
    }
  }

  @Override
  public PoolServer pick(List<PoolServer> servers, Flow flow) {
    Replicas set = sets.get(flow.destination(), flow.nowNanos(), Replicas::new);
    PoolServer chosen = LeastLoad.weighted(set.servers, PoolServer::overhead);
    set.shrink(flow.nowNanos());
    if (chosen != null && !LocalityLeastConnections.overloaded(chosen, servers)) {
      return chosen;
    }
    PoolServer least = LeastLoad.weighted(servers, PoolServer::overhead);
    if (least != null) {
      set.add(least, flow.nowNanos());
    }
    return least;
  }

  @Override
  public void leaving(PoolServer server, List<PoolServer> before) {
    for (Replicas set : sets.values()) {
      set.servers.remove(server);
    }
  }

  /** The servers that the destination of a flow has now. */
  List<PoolServer> replicas(Flow flow) {
    return List.copyOf(sets.get(flow.destination(), flow.nowNanos(), Replicas::new).servers);
  }
}
