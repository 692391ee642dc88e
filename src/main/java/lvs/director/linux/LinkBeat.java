package lvs.director.linux;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import lvs.director.base.ByteWriter;
import lvs.director.linux.rtnetlink.LinkEntry;
import lvs.director.model.LinkSettings;
import lvs.director.model.LinkSettings.PollMethod;

/**
 * Asks interfaces for their carrier whose drivers send no events: by the MII register of the
 * transceiver, by ethtool, or by the flags of the interface.
 *
 * <pre>
 * struct ifreq (linux/if.h)  0 name 16   16 flags 2, or pointer 8, or mii_ioctl_data 8
 * struct mii_ioctl_data      0 phy_id 2  2 reg_num 2  4 val_in 2  6 val_out 2
 * struct ethtool_value       0 cmd 4     4 data 4
 * </pre>
 */
final class LinkBeat implements AutoCloseable {
  static final long PERIOD_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final int SIOCGIFFLAGS = 0x8913;
  private static final int SIOCETHTOOL = 0x8946;
  private static final int SIOCGMIIPHY = 0x8947;
  private static final int SIOCGMIIREG = 0x8948;
  private static final int ETHTOOL_GLINK = 0x0a;
  private static final int MII_BMSR = 1;
  private static final int BMSR_LSTATUS = 4;
  private static final int IFF_RUNNING = 0x40;
  private static final int NAME_BYTES = 16;
  private static final int SOCK_DGRAM_CLOEXEC = 2 | SocketCalls.SOCK_CLOEXEC;

  private final int fd = Libc.socket(SocketCalls.AF_INET, SOCK_DGRAM_CLOEXEC, 0);
  private final NativeBuffer request = NativeBuffer.ofBytes(40);
  private final NativeBuffer value = NativeBuffer.ofBytes(8);
  private final Map<String, Boolean> carriers = new HashMap<>();
  private volatile LinkSettings settings = LinkSettings.DEFAULT;
  private long askedNanos;

  void configure(LinkSettings wanted) {
    settings = wanted;
  }

  boolean isIdle() {
    return !settings.pollsEverywhere() && settings.polled().isEmpty();
  }

  /** What was found; an interface that is not in it tells by itself. */
  Map<String, Boolean> carriers() {
    return carriers;
  }

  /** Asks when a period is over. */
  void ask(Iterable<LinkEntry> links) {
    if (isIdle()) {
      carriers.clear();
      return;
    }
    long nowNanos = System.nanoTime();
    if (askedNanos != 0 && nowNanos - askedNanos < PERIOD_NANOS) {
      return;
    }
    askedNanos = nowNanos;
    carriers.clear();
    for (LinkEntry link : links) {
      method(link)
          .flatMap(how -> carrier(link.name(), how))
          .ifPresent(carrier -> carriers.put(link.name(), carrier));
    }
  }

  private Optional<PollMethod> method(LinkEntry link) {
    return settings.polled().stream()
        .filter(polled -> polled.interfaceName().equals(link.name()))
        .map(LinkSettings.Polled::method)
        .findFirst()
        .or(
            () ->
                settings.pollsEverywhere() && link.ethernet() && link.kind().isEmpty()
                    ? Optional.of(PollMethod.AUTOMATIC)
                    : Optional.empty());
  }

  private Optional<Boolean> carrier(String name, PollMethod method) {
    return switch (method) {
      case MII -> mii(name);
      case ETHTOOL -> ethtool(name);
      case IOCTL -> flags(name);
      case AUTOMATIC -> mii(name).or(() -> ethtool(name)).or(() -> flags(name));
    };
  }

  private Optional<Boolean> mii(String name) {
    if (!call(name, SIOCGMIIPHY)) {
      return Optional.empty();
    }
    request.bytes().putShort(NAME_BYTES + 2, (short) MII_BMSR);
    if (Libc.ioctlQuietly(fd, SIOCGMIIREG, request.address()) < 0) {
      return Optional.empty();
    }
    return Optional.of((request.bytes().getShort(NAME_BYTES + 6) & BMSR_LSTATUS) != 0);
  }

  private Optional<Boolean> ethtool(String name) {
    name(name);
    value.bytes().putInt(0, ETHTOOL_GLINK).putInt(4, 0);
    request.bytes().putLong(NAME_BYTES, value.address());
    return Libc.ioctlQuietly(fd, SIOCETHTOOL, request.address()) < 0
        ? Optional.empty()
        : Optional.of(value.bytes().getInt(4) != 0);
  }

  private Optional<Boolean> flags(String name) {
    return call(name, SIOCGIFFLAGS)
        ? Optional.of((request.bytes().getShort(NAME_BYTES) & IFF_RUNNING) != 0)
        : Optional.empty();
  }

  private boolean call(String name, int what) {
    name(name);
    return Libc.ioctlQuietly(fd, what, request.address()) >= 0;
  }

  private void name(String name) {
    byte[] text = name.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    int length = Math.min(text.length, NAME_BYTES - 1);
    ByteWriter cleared = new ByteWriter(40).zeros(40);
    request.bytes().put(0, cleared.toBytes()).put(0, text, 0, length);
  }

  @Override
  public void close() {
    SocketCalls.close(fd);
  }
}
