package lvs.director.proxy.scheduler;

import java.util.List;

/** rr: each available server in turn. Edits of the table keep the position. */
final class RoundRobin implements SchedulingAlgorithm {
  /** The server chosen last; null is the place before the first. */
  private PoolServer last;

  @Override
  public PoolServer pick(List<PoolServer> servers, Flow flow) {
    int size = servers.size();
    int start = servers.indexOf(last) + 1;
    for (int step = 0; step < size; step++) {
      PoolServer server = servers.get((start + step) % size);
      if (server.available()) {
        last = server;
        return server;
      }
    }
    return null;
  }

  @Override
  public void leaving(PoolServer server, List<PoolServer> before) {
    if (server == last) {
      int place = before.indexOf(server);
      last = place > 0 ? before.get(place - 1) : null;
    }
  }
}
