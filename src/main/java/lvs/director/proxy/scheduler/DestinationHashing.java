package lvs.director.proxy.scheduler;

import java.util.List;

/**
 * dh: 256 buckets dealt to the servers in turn, chosen by the hash of the destination address. Of
 * use where one service has many addresses; weights other than 0 do not matter.
 */
final class DestinationHashing implements SchedulingAlgorithm {
  private static final int BITS = 8;
  private final PoolServer[] buckets = new PoolServer[1 << BITS];

  @Override
  public void changed(List<PoolServer> servers) {
    for (int i = 0; i < buckets.length; i++) {
      buckets[i] = servers.isEmpty() ? null : servers.get(i % servers.size());
    }
  }

  @Override
  public PoolServer pick(List<PoolServer> servers, Flow flow) {
    int hash = AddressHash.multiplicative(AddressHash.fold(flow.destination()), BITS);
    PoolServer server = buckets[hash];
    return server != null && server.available() ? server : null;
  }
}
