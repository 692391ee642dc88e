package lvs.director.model;

import java.util.Optional;

/**
 * Who this director is, and where on the machine it works.
 *
 * @param routerId name in mails; empty is the host name
 * @param instance name of one of several directors on a machine
 * @param networkNamespace the whole director works in it
 * @param ipvsNetworkNamespace the table of virtual services is held in it; empty text is the
 *     machine's own
 * @param namespaceWithIpsets use ipsets though in a namespace
 */
public record Identity(
    Optional<String> routerId,
    Optional<String> instance,
    Optional<String> networkNamespace,
    Optional<String> ipvsNetworkNamespace,
    boolean namespaceWithIpsets) {
  public static final Identity DEFAULT =
      new Identity(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false);
}
