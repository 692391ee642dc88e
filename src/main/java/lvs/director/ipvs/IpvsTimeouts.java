package lvs.director.ipvs;

/**
 * Idle times of connections in seconds ({@code ipvsadm --set}); in a change, 0 leaves what is.
 *
 * @param tcpFin after FIN
 */
public record IpvsTimeouts(int tcp, int tcpFin, int udp) {}
