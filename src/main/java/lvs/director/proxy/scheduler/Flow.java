package lvs.director.proxy.scheduler;

import java.net.InetAddress;

/**
 * What a scheduler may know of a new connection.
 *
 * @param client source address
 * @param clientPort source port, 1 to 65535
 * @param destination the virtual address
 * @param nowNanos monotonic time
 */
public record Flow(InetAddress client, int clientPort, InetAddress destination, long nowNanos) {}
