package lvs.director.vrrp.packet;

import java.util.Optional;

/** What became of a packet. */
public sealed interface Decoded {

  /**
   * @param remark something wrong that is no reason to discard it (another interval in version 3, a
   *     tolerated checksum), in an operator's words with the remedy
   */
  record Accepted(Advertisement advertisement, Optional<String> remark) implements Decoded {}

  /**
   * @param detail what was found and what was expected, in an operator's words with the remedy:
   *     {@code its password is not ours; make auth_pass equal on both sides}
   */
  record Discarded(DiscardReason reason, String detail) implements Decoded {
    /** For a chain of checks, where empty is all right. */
    static Optional<Discarded> because(DiscardReason reason, String detail) {
      return Optional.of(new Discarded(reason, detail));
    }
  }
}
