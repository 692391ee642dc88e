package lvs.director.linux.rtnetlink;

/** What tells addresses, routes and rules of the kernel apart; two equal ones are the same. */
public sealed interface ItemKey permits AddressEntry.Key, RouteEntry.Key, RuleEntry.Key {}
