package lvs.director.config;

import java.util.List;
import java.util.Optional;
import lvs.director.base.Prefix;

/** What a configuration asks about this machine's interfaces. Tests answer from a fixed list. */
public interface LocalInterfaces {

  /**
   * @param addresses with the lengths of their networks
   * @param mtuBytes largest packet
   * @param multicast whether multicast can be sent
   */
  record LocalInterface(String name, List<Prefix> addresses, int mtuBytes, boolean multicast) {}

  /** All of them; empty when they cannot be found out, and then nothing is checked. */
  List<LocalInterface> all();

  default Optional<LocalInterface> find(String name) {
    return all().stream().filter(each -> each.name().equals(name)).findFirst();
  }

  /** Checks nothing. */
  LocalInterfaces UNKNOWN = List::of;

  /** This machine's interfaces as they are now. */
  static LocalInterfaces system() {
    List<LocalInterface> found = SystemInterfaces.read();
    return () -> found;
  }
}
