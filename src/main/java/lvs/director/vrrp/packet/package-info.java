/**
 * Row 2: bytes on the wire. Advertisements of VRRP versions 2 and 3 (RFC 3768, RFC 5798, RFC 9568)
 * with every kind of authentication, gratuitous ARP and probes (RFC 826, RFC 5227), unsolicited
 * neighbour advertisements (RFC 4861). Decoders are total: a value or a reason to discard, never an
 * exception.
 */
package lvs.director.vrrp.packet;
