/**
 * A LAN in network namespaces: hosts that are joined by a bridge, routers that run in them, a
 * client that probes the virtual address, and a sniffer. Nothing here knows JUnit, so that the
 * benchmarks use it too.
 */
package lvs.director.lab.net;
