/**
 * The election under virtual time. A {@link lvs.director.vrrp.sim.History} is made from a seed: a
 * cluster of two to five directors and the troubles that befall it. A {@link
 * lvs.director.vrrp.sim.Simulation} plays it on a {@link lvs.director.vrrp.sim.SimulatedLan}; after
 * every step {@link lvs.director.vrrp.sim.Invariants} says whether all is as it must be.
 *
 * <p>A history alternates: a phase of trouble, then quiet. While there is trouble only what holds
 * always is asked for; at the end of the quiet the election must have settled. One phase in two has
 * a single trouble on a healthy LAN, and then the address may at no time be without an owner.
 */
package lvs.director.vrrp.sim;
