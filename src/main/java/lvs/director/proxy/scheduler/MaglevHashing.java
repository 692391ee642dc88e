package lvs.director.proxy.scheduler;

import java.util.List;

/**
 * mh: a Maglev table (Eisenbud et al., NSDI 2016, section 3.4). Each server has its own permutation
 * of the places and takes its next free place in turn, as often as its weight says, until the table
 * is full; when a server goes, few of the other places change hands. 4093 places is the kernel's
 * default (CONFIG_IP_VS_MH_TAB_INDEX=12).
 */
final class MaglevHashing implements SchedulingAlgorithm {
  static final int PLACES = 4093;

  /** Half the table index: how many bits of a weight count. */
  private static final int WEIGHT_BITS = 6;

  private static final long OFFSET_KEY = 2654435761L;
  private static final long SKIP_KEY = 2654446892L;

  private final boolean fallback;
  private final boolean port;
  private PoolServer[] places = new PoolServer[PLACES];

  MaglevHashing(boolean fallback, boolean port) {
    this.fallback = fallback;
    this.port = port;
  }

  @Override
  public void changed(List<PoolServer> servers) {
    places = new PoolServer[PLACES];
    int[] turns = turns(servers);
    int[] place = new int[turns.length];
    int[] skip = new int[turns.length];
    int sum = 0;
    for (int i = 0; i < turns.length; i++) {
      int key = key(servers.get(i));
      place[i] = (int) (AddressHash.sip(key, OFFSET_KEY) % PLACES);
      skip[i] = (int) (AddressHash.sip(key, SKIP_KEY) % (PLACES - 1)) + 1;
      sum += turns[i];
    }
    if (sum > 0) {
      fill(servers, turns, place, skip);
    }
  }

  private void fill(List<PoolServer> servers, int[] turns, int[] place, int[] skip) {
    int filled = 0;
    for (int i = 0; filled < PLACES; i = (i + 1) % turns.length) {
      for (int turn = 0; turn < turns[i] && filled < PLACES; turn++) {
        while (places[place[i]] != null) {
          place[i] = (place[i] + skip[i]) % PLACES;
        }
        places[place[i]] = servers.get(i);
        filled++;
      }
    }
  }

  /** Weights over their common divisor, with very large ones cut to their upper bits. */
  private static int[] turns(List<PoolServer> servers) {
    int divisor = 0;
    int highest = 0;
    for (PoolServer server : servers) {
      divisor = WeightedRoundRobin.gcd(server.lastWeight(), divisor);
      highest = Math.max(highest, server.lastWeight());
    }
    if (divisor == 0) {
      return new int[servers.size()];
    }
    int bits = 32 - Integer.numberOfLeadingZeros(highest / divisor);
    int shift = Math.max(0, bits - WEIGHT_BITS);
    int step = divisor;
    return servers.stream().mapToInt(server -> turn(server.lastWeight(), step, shift)).toArray();
  }

  private static int turn(int weight, int divisor, int shift) {
    int turn = weight / divisor >> shift;
    return turn > 0 || weight == 0 ? turn : 1;
  }

  private static int key(PoolServer server) {
    return AddressHash.fold(server.endpoint().address()) + server.endpoint().port();
  }

  @Override
  public PoolServer pick(List<PoolServer> servers, Flow flow) {
    int key = AddressHash.fold(flow.client()) + (port ? flow.clientPort() : 0);
    int start = (int) (AddressHash.sip(key, OFFSET_KEY) % PLACES);
    PoolServer server = places[start];
    if (server == null || server.available()) {
      return server;
    }
    return fallback ? nextAvailable(key, start) : null;
  }

  private PoolServer nextAvailable(int key, int start) {
    for (int offset = 0; offset < PLACES; offset++) {
      int rehashed = key + (offset + start) % PLACES;
      PoolServer server = places[(int) (AddressHash.sip(rehashed, OFFSET_KEY) % PLACES)];
      if (server.available()) {
        return server;
      }
    }
    return null;
  }
}
