package lvs.director.model;

import java.util.Optional;

/**
 * Clients of one network stay at the real server that they met first.
 *
 * @param timeoutSeconds how long after the last connection ended; 1 to 2678400 (31 days)
 * @param prefixLength the network that counts as one client: 0 to 32 (IPv4) or 128 (IPv6)
 * @param engine persistence engine such as {@code sip}; only the kernel has them
 */
public record Persistence(int timeoutSeconds, int prefixLength, Optional<String> engine) {}
