package lvs.director.proxy.scheduler;

import java.util.List;

/**
 * sh: 256 buckets filled by weight, chosen by the hash of the client address, with sh-port of the
 * client port too. Without sh-fallback a client whose server is unavailable gets none.
 */
final class SourceHashing implements SchedulingAlgorithm {
  private static final int BITS = 8;
  private static final int MASK = (1 << BITS) - 1;
  private final PoolServer[] buckets = new PoolServer[1 << BITS];
  private final boolean fallback;
  private final boolean port;

  SourceHashing(boolean fallback, boolean port) {
    this.fallback = fallback;
    this.port = port;
  }

  @Override
  public void changed(List<PoolServer> servers) {
    int place = 0;
    int given = 0;
    for (int i = 0; i < buckets.length; i++) {
      buckets[i] = servers.isEmpty() ? null : servers.get(place);
      // A server of weight 0 holds one bucket, as in the kernel.
      if (buckets[i] != null && ++given >= buckets[i].weight()) {
        place = (place + 1) % servers.size();
        given = 0;
      }
    }
  }

  @Override
  public PoolServer pick(List<PoolServer> servers, Flow flow) {
    int hash =
        AddressHash.multiplicative(
            AddressHash.fold(flow.client()) + (port ? flow.clientPort() : 0), BITS);
    PoolServer server = buckets[hash];
    if (server == null || server.available()) {
      return server;
    }
    return fallback ? nextAvailable(hash) : null;
  }

  private PoolServer nextAvailable(int hash) {
    for (int offset = 0; offset < buckets.length; offset++) {
      // The kernel adds the start to the hash once more; kept, for the same client to server map.
      PoolServer server = buckets[(hash + (offset + hash & MASK)) & MASK];
      if (server.available()) {
        return server;
      }
    }
    return null;
  }
}
