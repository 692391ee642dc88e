/**
 * Forwarding by a real IPVS kernel: the whole director with a plain keepalived.conf in a user-mode
 * machine, real requests through it. With {@code -Dlab.ipvs.director=keepalived} the same tests run
 * with keepalived in our place, which shows that what they demand is what the field expects.
 */
package lvs.director.lab.ipvs;
