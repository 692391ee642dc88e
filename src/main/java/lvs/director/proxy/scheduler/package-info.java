/**
 * The IPVS schedulers, thresholds and persistence templates, as pure state: no clock, no thread, no
 * socket. Each follows the algorithm of the kernel module of the same name ({@code
 * net/netfilter/ipvs/ip_vs_<name>.c}, Linux 6.x), ties and hash functions included, so that a
 * client meets the same server whichever plane carries it.
 *
 * <p>The order of servers is the kernel's: <b>the server added last stands first</b> in the list
 * that every scheduler walks.
 */
package lvs.director.proxy.scheduler;
