package lvs.director.vrrp.packet;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import lvs.director.model.VirtualRouter.VrrpVersion;

/**
 * What an advertisement says (RFC 3768, 5.3; RFC 9568, 5.2).
 *
 * @param vrid 1 to 255
 * @param priority 0 to 255; 0 is a master that leaves
 * @param interval version 2: whole seconds, 0 to 255; version 3: hundredths of a second, below
 *     40.96 s
 * @param addresses virtual addresses in the order of the packet, without those that are excluded
 */
public record Advertisement(
    VrrpVersion version, int vrid, int priority, Duration interval, List<InetAddress> addresses) {}
