package lvs.director.linux;

import java.io.IOException;
import java.util.List;
import lvs.director.linux.rtnetlink.LinkEntry;
import lvs.director.linux.rtnetlink.LinkMessages;
import lvs.director.linux.rtnetlink.Lookup;
import lvs.director.linux.rtnetlink.NameFiles;

/** The names of this machine: interfaces of the kernel, the rest from iproute2's files. */
final class MachineNames implements Lookup {
  private static final long LARGEST = 0xffff_ffffL;

  private final NetlinkSocket kernel;
  private final NameFiles files;

  MachineNames(NetlinkSocket kernel, NameFiles files) {
    this.kernel = kernel;
    this.files = files;
  }

  @Override
  public int link(String name) {
    int index = SocketCalls.interfaceIndex(name);
    if (index == 0) {
      throw new UnknownName("there is no interface " + name);
    }
    return index;
  }

  @Override
  public long vrfTable(String name) {
    return links().stream()
        .filter(link -> link.name().equals(name) && link.vrfTable() != 0)
        .findFirst()
        .orElseThrow(
            () ->
                new UnknownName(
                    "there is no VRF " + name + " (ip link add " + name + " type vrf table N)"))
        .vrfTable();
  }

  @Override
  public long table(String name) {
    return files.find("rt_tables", "table", name, LARGEST);
  }

  @Override
  public int protocol(String name) {
    return (int) files.find("rt_protos", "protocol", name, 255);
  }

  @Override
  public int scope(String name) {
    return (int) files.find("rt_scopes", "scope", name, 255);
  }

  @Override
  public long realms(String name) {
    int slash = name.indexOf('/');
    long from = slash < 0 ? 0 : realm(name.substring(0, slash));
    return from << 16 | realm(name.substring(slash + 1));
  }

  private long realm(String name) {
    return files.find("rt_realms", "realm", name, 0xffff);
  }

  @Override
  public long group(String name) {
    return files.find("group", "interface group", name, LARGEST);
  }

  @Override
  public int ipProtocol(String name) {
    return files.ipProtocol(name);
  }

  /** All interfaces now. */
  List<LinkEntry> links() {
    try {
      return kernel.dump(LinkMessages.list()).stream()
          .map(LinkEntry::decode)
          .flatMap(java.util.Optional::stream)
          .toList();
    } catch (IOException failed) {
      throw new UnknownName("interfaces cannot be listed: " + failed.getMessage());
    }
  }
}
