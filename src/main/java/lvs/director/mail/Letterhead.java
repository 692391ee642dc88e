package lvs.director.mail;

import jakarta.mail.internet.InternetAddress;
import java.time.ZoneId;
import java.util.List;

/**
 * Who writes to whom.
 *
 * @param host full name of this machine
 * @param routerId of the configuration
 */
record Letterhead(
    InternetAddress from,
    List<InternetAddress> recipients,
    String host,
    String routerId,
    ZoneId zone) {

  /** For the eye: both names where they differ. */
  String director() {
    boolean same = routerId.isEmpty() || host.equals(routerId) || host.startsWith(routerId + ".");
    return same ? host : host + " (" + routerId + ")";
  }
}
