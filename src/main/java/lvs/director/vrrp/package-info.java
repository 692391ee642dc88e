/// Row 2: the election. [lvs.director.vrrp.VrrpEngine] runs the virtual routers, sync groups and
/// trackers of one machine; it is pure: events and the time go in, effects come out. Every deadline
/// is a field of the state it belongs to ([lvs.director.vrrp.VirtualRouterState]), so that leaving
/// the state takes the deadline along. Terms and sections are those of RFC 9568, which says Active
/// where keepalived and this code say MASTER; version 2 is RFC 3768.
///
/// ### A virtual router (`Machine`, `Transitions`)
///
/// *P* is the effective priority, *p* that of an advertisement, *down* the master down interval,
/// *skew* the skew time (6.1, `Timers`). A tie is decided by the source addresses (6.4.3).
///
/// | event | INIT | BACKUP | MASTER | handing over | FAULT |
/// |---|---|---|---|---|---|
/// | fit, nothing unknown | 255: MASTER, else BACKUP for *down* (6.4.1) | - | - | - | as INIT |
/// | a fault, here or in the group | FAULT | FAULT | priority 0, let go, FAULT | priority 0 again, let go, FAULT | - |
/// | timer | - | *down* over: MASTER (6.4.2) | advertise (6.4.3) | see below | - |
/// | p = 0 | - | timer := *skew* | advertise at once | - | - |
/// | p > P | - | timer := *down* | BACKUP for *down*, without a word | successor | - |
/// | p = P | - | timer := *down* | higher address: as p > P, else as p < P | successor | - |
/// | p < P | - | timer goes on; nopreempt, preempt_delay, held, handed over or catching up: timer := *down* | advertise, announce addresses, notify | successor | - |
/// | another priority | - | timer moves by the difference of *down* | told with the next advertisement | - | - |
/// | late by more than peers wait (`Sleep`) | - | - | let go, BACKUP for interval + *skew*, silent | let go | - |
/// | an item lost | - | - | put back; or priority 0, let go, BACKUP for *skew* | put back | - |
/// | handover asked | refused | refused | priority 0, handing over | refused | refused |
/// | stop | ends | ends | priority 0, handing over | goes on | ends |
///
/// Handing over (`Departures`): the router serves on and renews its lease. Priority 0 is said again
/// after the longest skew time. The successor's first advertisement starts a grace of 10 ms and 0.2
/// ms for each address, which its first claim of an address cuts short; then it lets go; routers
/// that share a virtual MAC address have no grace. When twice the longest skew time has passed with
/// nobody heard, a stop lets go, and a handover goes on as MASTER without ever having let go.
///
/// Becoming MASTER (`Mastership`): advertise, take, announce, tell; the order of leaving is
/// priority 0 where it is said, cancel announcements, drop, tell. "Tell" is the script of the
/// state, the script of every change, the pipe, the notice (`Notifications`).
///
/// INIT lasts while the network is unknown, an interface of ours is not made yet, or something
/// tracked has no result; only scripts with a weight are not waited for. Before the end of
/// vrrp_startup_delay nobody is heard and timers do not begin.
///
/// Two owners (both 255): the lower address yields; the higher one waits two intervals and 1.2
/// times the longer one, then lowers itself to 254 for as long as the other is there.
///
/// A director that has just started may catch up with the connections of the master (`CatchingUp`,
/// sync_catch_up): it does not preempt until it is told that this is over, an owner (255) waits
/// *down* first, and where no master is heard it takes over as ever.
///
/// ### Sync groups (`Group`)
///
/// | a member | the group |
/// |---|---|
/// | timer over | MASTER if every other member wants it too or the group is MASTER already; else the timer starts anew |
/// | becomes BACKUP | all masters become BACKUP |
/// | has a fault | all are in FAULT, until nobody has one |
///
/// ### Priority (`References`, `Tracker`)
///
/// P is the base priority and what trackers add, from 1 to 254; 255 does not move. A weight above 0
/// is added while the tracker is well, one below 0 is taken off while it is not, 0 makes its
/// failure a fault; reverse exchanges well and not well. A file adds its number times the weight.
///
/// ### Reload (`Reload`, `Election`)
///
/// A virtual router is known again by VRID, family, interface, and its unicast source or multicast
/// group and kind of VMAC; not by its name. What is taken off goes first, so that addresses can
/// move between routers. What is the same is not touched, and an equal configuration has no
/// effects.
///
/// ### Lease (`Setting`)
///
/// Addresses live in the kernel for the longest master down interval of any peer, rounded up, and a
/// second more; a master renews them every second, so that those of a dead or stuck director vanish
/// after its successor came. Another lease, after a reload, begins with a Take of all addresses.
package lvs.director.vrrp;
