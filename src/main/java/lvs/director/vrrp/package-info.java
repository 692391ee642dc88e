/**
 * Row 2: the election. {@link lvs.director.vrrp.VrrpEngine} runs the virtual routers, sync groups
 * and trackers of one machine; it is pure: events and the time go in, effects come out.
 */
package lvs.director.vrrp;
