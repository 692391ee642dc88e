package lvs.director.proxy.scheduler;

import java.util.List;

/**
 * lblc: a destination address stays at its server while that one is alive and not overloaded;
 * otherwise it moves to the weighted least connections.
 */
final class LocalityLeastConnections implements SchedulingAlgorithm {
  private final LocalityTable<Home> homes = new LocalityTable<>();

  private static final class Home {
    private PoolServer server;
  }

  @Override
  public PoolServer pick(List<PoolServer> servers, Flow flow) {
    Home home = homes.get(flow.destination(), flow.nowNanos(), Home::new);
    boolean stays =
        home.server != null
            && !home.server.removed()
            && home.server.weight() > 0
            && !overloaded(home.server, servers);
    if (stays) {
      return home.server;
    }
    PoolServer least = LeastLoad.weighted(servers, PoolServer::overhead);
    home.server = least == null ? home.server : least;
    return least;
  }

  /** More active connections than weight, while another server is not half full. */
  static boolean overloaded(PoolServer server, List<PoolServer> servers) {
    return server.active() > server.weight()
        && servers.stream().anyMatch(other -> other.active() * 2L < other.weight());
  }

  @Override
  public void leaving(PoolServer server, List<PoolServer> before) {
    for (Home home : homes.values()) {
      home.server = home.server == server ? null : home.server;
    }
  }

  int addresses() {
    return homes.size();
  }
}
