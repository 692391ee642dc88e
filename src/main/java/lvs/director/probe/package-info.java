/**
 * Row 4: checks of real servers over the network and by external programs.
 *
 * <p>{@link lvs.director.probe.NetworkProber} runs one check on the calling virtual thread. Every
 * run is an {@code Attempt} with one total deadline: a shared watchdog closes the connection when
 * it is reached, in whatever phase the run is (connect, TLS, request, answer), so that a server
 * that sends a byte now and then cannot stretch it.
 *
 * <p>A server that fails a check is told by {@link lvs.director.probe.BadAnswer}, whose message is
 * the reason an operator reads. A connection on which the server has not said goodbye is reset
 * rather than closed: at 6,000 checks a second the director would otherwise keep 370,000
 * connections in TIME_WAIT. A server that has accepted such a connection sees it reset by the peer
 * (web servers note that at their informational level, if at all).
 */
package lvs.director.probe;
