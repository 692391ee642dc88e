package lvs.director.vrrp.packet;

import java.security.MessageDigest;
import java.util.Optional;
import lvs.director.model.VirtualRouter;
import lvs.director.model.VirtualRouter.VrrpVersion;
import lvs.director.vrrp.packet.Decoded.Discarded;

/**
 * The authentication that stands in the advertisement itself: its type, and the password of PASS.
 */
final class PasswordRule {
  private PasswordRule() {}

  /** RFC 2338, 5.3.6 and 5.3.10. */
  static Optional<Discarded> judge(Pdu pdu, VirtualRouter router) {
    if (router.version() == VrrpVersion.V3) {
      return Optional.empty();
    }
    int ours = Pdu.authenticationType(router.authentication());
    int theirs = pdu.authenticationType();
    if (theirs > Pdu.IP_AUTHENTICATION_HEADER) {
      return Discarded.because(
          DiscardReason.INVALID_AUTHENTICATION_TYPE,
          "its authentication is of type " + theirs + ", which does not exist");
    }
    if (theirs != ours) {
      return Discarded.because(
          DiscardReason.AUTHENTICATION_TYPE_MISMATCH,
          "its authentication is "
              + typeName(theirs)
              + ", ours is "
              + typeName(ours)
              + "; make auth_type equal on both sides");
    }
    boolean wrongPassword =
        ours == Pdu.SIMPLE_TEXT_PASSWORD
            && !pdu.ipv6()
            && !MessageDigest.isEqual(
                pdu.authenticationData(), Pdu.authenticationData(router.authentication()));
    return wrongPassword
        ? Discarded.because(
            DiscardReason.AUTHENTICATION_FAILURE,
            "its password is not ours; make auth_pass equal on both sides")
        : Optional.empty();
  }

  private static String typeName(int type) {
    return switch (type) {
      case Pdu.SIMPLE_TEXT_PASSWORD -> "PASS";
      case Pdu.IP_AUTHENTICATION_HEADER -> "AH";
      default -> "none";
    };
  }
}
