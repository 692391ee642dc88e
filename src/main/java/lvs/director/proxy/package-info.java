/**
 * Row 4: the built-in data plane. A full NAT proxy in user space for TCP and UDP, for where the
 * kernel has no IPVS or the user no root.
 *
 * <p>Threads: the caller's (table edits), and a few event loops. A listener belongs to one loop and
 * gives each connection to the loop with the fewest; from then on the connection, with both its
 * sockets, is touched by that loop only. The one thing that loops share is the {@link
 * lvs.director.proxy.scheduler.ServerPool} of a service, which has a lock of its own.
 *
 * <p>What differs from IPVS, since this is a proxy:
 *
 * <ul>
 *   <li>real servers see the director's address, and every forwarding method acts as full NAT;
 *   <li>a refused or timed out connect to a real server is tried once more at another server;
 *   <li>connections to a real server that leaves the table are reset at once (as {@code
 *       expire_nodest_conn=1}); weight 0 keeps them;
 *   <li>active is a connection until one end has closed, inactive one that is half closed; a
 *       connection that has ended is not remembered; every UDP flow is active;
 *   <li>services on port 0, firewall marks, SCTP and persistence engines need the kernel.
 * </ul>
 */
package lvs.director.proxy;
