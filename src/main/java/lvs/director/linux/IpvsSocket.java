package lvs.director.linux;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import lvs.director.ipvs.IpvsChange;
import lvs.director.ipvs.IpvsDaemon;
import lvs.director.ipvs.IpvsReading;
import lvs.director.ipvs.IpvsTimeouts;
import lvs.director.model.ServiceKey;

/**
 * The kernel's table by generic netlink, in the network namespace of the thread that opens it. For
 * one thread. Needs CAP_NET_ADMIN.
 */
public final class IpvsSocket implements AutoCloseable {
  private IpvsSocket() {}

  /**
   * Asks the kernel for the family, which loads the module ip_vs on newer kernels, and runs {@code
   * modprobe ip_vs} where it does not.
   *
   * @throws IOException when this kernel has no IPVS or this user may not; says which and the
   *     remedy
   */
  public static IpvsSocket open() throws IOException {
    throw new UnsupportedOperationException();
  }

  /**
   * Changes in order, in as few datagrams as the kernel's buffer allows; one that is refused does
   * not keep the others from being made.
   *
   * @return for each of them empty, or why it was refused, in words with the remedy
   */
  public List<Optional<Refusal>> apply(List<IpvsChange> changes) {
    throw new UnsupportedOperationException();
  }

  /** Why the kernel did not make a change. */
  public record Refusal(int errno, String words) {}

  /** Everything: services, servers, counters. */
  public IpvsReading read() throws IOException {
    throw new UnsupportedOperationException();
  }

  /** One service with its servers; empty when it is not there. */
  public Optional<IpvsReading.ServiceReading> read(ServiceKey key) throws IOException {
    throw new UnsupportedOperationException();
  }

  public IpvsTimeouts timeouts() throws IOException {
    throw new UnsupportedOperationException();
  }

  /** Those that run: none, one or two. */
  public List<IpvsDaemon> daemons() throws IOException {
    throw new UnsupportedOperationException();
  }

  /**
   * @param version such as 1.2.1
   * @param connectionTableSize hash buckets
   */
  public record Info(String version, int connectionTableSize) {}

  public Info info() throws IOException {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}
}
