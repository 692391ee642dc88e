package lvs.director.ipvs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import lvs.director.base.ByteReader;
import lvs.director.base.Endpoint;
import lvs.director.ipvs.IpvsReading.ServiceReading;
import lvs.director.model.Protocol;
import lvs.director.model.ServiceKey;

/**
 * The order of {@code ipvsadm -L}: firewall mark, family, protocol, address, port. ipvsadm compares
 * marks and each 32 bits of an address by the sign of their 32 bit difference, so that 192.168.0.1
 * stands before 10.0.0.1. That is no order in the mathematical sense (of three addresses each may
 * stand before the next), so the result depends on how it is sorted: by merging halves, as glibc's
 * qsort does.
 */
public final class TableOrder {
  private static final int IPV6_WORDS = 4;
  private static final Comparator<Endpoint> ENDPOINTS =
      ((Comparator<Endpoint>) TableOrder::compareAddresses).thenComparingInt(Endpoint::port);
  private static final Comparator<ServiceKey> KEYS =
      ((Comparator<ServiceKey>) (left, right) -> mark(left) - mark(right))
          .thenComparing(ServiceKey::family)
          .thenComparing(key -> key instanceof ServiceKey.Address a ? a.protocol() : Protocol.TCP)
          .thenComparing(TableOrder::compareEndpoints);

  private TableOrder() {}

  /** Services and, in each of them, servers. */
  public static IpvsReading sort(IpvsReading reading) {
    List<ServiceReading> services = reading.services().stream().map(TableOrder::sort).toList();
    return new IpvsReading(services(services, each -> each.service().key()));
  }

  private static ServiceReading sort(ServiceReading service) {
    return new ServiceReading(
        service.service(),
        service.counters(),
        servers(service.servers(), each -> each.server().endpoint()));
  }

  /** Rows of services, however they are held. */
  public static <T> List<T> services(List<T> rows, Function<T, ServiceKey> key) {
    return merged(rows, (left, right) -> KEYS.compare(key.apply(left), key.apply(right)));
  }

  /** Rows of one service's servers. */
  public static <T> List<T> servers(List<T> rows, Function<T, Endpoint> endpoint) {
    return merged(
        rows, (left, right) -> ENDPOINTS.compare(endpoint.apply(left), endpoint.apply(right)));
  }

  private static int mark(ServiceKey key) {
    return key instanceof ServiceKey.Mark mark ? mark.mark() : 0;
  }

  private static int compareEndpoints(ServiceKey left, ServiceKey right) {
    return left instanceof ServiceKey.Address mine && right instanceof ServiceKey.Address theirs
        ? ENDPOINTS.compare(mine.endpoint(), theirs.endpoint())
        : 0;
  }

  /** Word by word; those that an IPv4 address lacks are 0. */
  private static int compareAddresses(Endpoint left, Endpoint right) {
    ByteReader mine = words(left);
    ByteReader theirs = words(right);
    int difference = 0;
    for (int i = 0; i < IPV6_WORDS && difference == 0; i++) {
      difference = (int) mine.u32be() - (int) theirs.u32be();
    }
    return difference;
  }

  private static ByteReader words(Endpoint endpoint) {
    byte[] address = endpoint.address().getAddress();
    return new ByteReader(Arrays.copyOf(address, IPV6_WORDS * Integer.BYTES));
  }

  /** The JDK's own sort may throw at a comparison that is no order. */
  private static <T> List<T> merged(List<T> rows, Comparator<T> comparator) {
    if (rows.size() < 2) {
      return rows;
    }
    int half = rows.size() / 2;
    List<T> left = merged(rows.subList(0, half), comparator);
    List<T> right = merged(rows.subList(half, rows.size()), comparator);
    List<T> all = new ArrayList<>(rows.size());
    int l = 0;
    int r = 0;
    while (l < left.size() && r < right.size()) {
      boolean takeLeft = comparator.compare(left.get(l), right.get(r)) <= 0;
      all.add(takeLeft ? left.get(l++) : right.get(r++));
    }
    all.addAll(left.subList(l, left.size()));
    all.addAll(right.subList(r, right.size()));
    return all;
  }
}
