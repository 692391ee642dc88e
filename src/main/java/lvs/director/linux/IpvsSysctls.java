package lvs.director.linux;

import java.util.List;
import java.util.SortedMap;
import lvs.director.model.ServiceTable;
import lvs.director.port.KernelStatus;

/** The settings below net.ipv4.vs, and ip_forward: held where configured, shown with advice. */
final class IpvsSysctls {

  /**
   * Makes them so, and puts back what is no longer in the list.
   *
   * @param wanted as {@code ipvs_sysctl} names them
   * @return what could not be set, each with the remedy
   */
  List<String> hold(SortedMap<String, String> wanted) {
    return List.of();
  }

  /**
   * Every setting that matters.
   *
   * @param table decides what matters
   */
  List<KernelStatus.Sysctl> rows(ServiceTable table) {
    return List.of();
  }

  /** Puts back what stood there before. */
  void releaseAll() {}
}
