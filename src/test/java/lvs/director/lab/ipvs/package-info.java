/**
 * Forwarding by a real IPVS kernel: the whole director with a plain keepalived.conf in a user-mode
 * machine, real requests through it. With {@code -Dlab.ipvs.director=keepalived} the same tests run
 * with keepalived in our place, which shows that what they demand is what the field expects.
 *
 * <p>{@link lvs.director.lab.ipvs.DifferentialTest} runs both on the same files and compares their
 * tables; others end directors in every way, and let two of them take turns.
 */
package lvs.director.lab.ipvs;
