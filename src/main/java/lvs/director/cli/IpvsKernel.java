package lvs.director.cli;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import lvs.director.ipvs.IpvsChange;
import lvs.director.ipvs.IpvsDaemon;
import lvs.director.ipvs.IpvsInfo;
import lvs.director.ipvs.IpvsReading;
import lvs.director.ipvs.IpvsReading.ServiceReading;
import lvs.director.ipvs.IpvsTimeouts;
import lvs.director.model.ServiceKey;

/** The kernel's table, as {@code lvs-director ipvs} needs it. */
interface IpvsKernel extends AutoCloseable {

  /**
   * All of them in order.
   *
   * @return for each empty, or why it was refused
   */
  List<Optional<String>> apply(List<IpvsChange> changes);

  IpvsReading read() throws IOException;

  /** Empty when there is no such service. */
  Optional<ServiceReading> read(ServiceKey key) throws IOException;

  IpvsTimeouts timeouts() throws IOException;

  List<IpvsDaemon> daemons() throws IOException;

  IpvsInfo info() throws IOException;

  /** The lines of /proc/net/ip_vs_conn, which may be millions. */
  Stream<String> connections() throws IOException;

  @Override
  void close();

  /** Where it comes from. */
  interface Source {
    /**
     * @throws IOException when this kernel has no IPVS or this user may not, with the remedy
     */
    IpvsKernel open() throws IOException;
  }
}
