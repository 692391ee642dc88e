package lvs.director.linux;

import java.util.Optional;
import lvs.director.base.NetlinkMessage;

/**
 * Why the kernel did not make a change.
 *
 * @param explanation the kernel's own (NETLINK_EXT_ACK), in English; empty when it gave none
 */
record NetlinkRefusal(int errno, String explanation) {

  /** Empty when the message says that all is well. */
  static Optional<NetlinkRefusal> of(NetlinkMessage answer) {
    int errno = answer.errno();
    return errno == 0
        ? Optional.empty()
        : Optional.of(new NetlinkRefusal(errno, answer.explanation()));
  }

  /** {@code EINVAL, the kernel does not take this value ("Invalid prefix length")}. */
  String text() {
    return Errno.text(errno) + (explanation.isEmpty() ? "" : " (\"" + explanation + "\")");
  }
}
