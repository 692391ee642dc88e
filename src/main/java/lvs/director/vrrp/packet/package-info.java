/**
 * Row 2: bytes on the wire. Advertisements of VRRP versions 2 and 3 (RFC 3768, RFC 5798, RFC 9568)
 * with every kind of authentication, gratuitous ARP and probes (RFC 826, RFC 5227), unsolicited
 * neighbour advertisements (RFC 4861). Decoders are total: a value or a reason to discard, never an
 * exception. Every field is in network byte order; a row of the drawings is 32 bits.
 *
 * <h2>Advertisement</h2>
 *
 * {@link lvs.director.vrrp.packet.Pdu}, behind the IP header (protocol 112, TTL 255, TOS 0xC0) to
 * 224.0.0.18 or ff02::12, or to each peer with unicast_ttl.
 *
 * <pre>
 * version 2 (RFC 3768, 5.1)                version 3 (RFC 9568, 5.1)
 * +--------+--------+--------+--------+    +--------+--------+--------+--------+
 * | 2 | 1  |  VRID  |priority|  count |    | 3 | 1  |  VRID  |priority|  count |
 * +--------+--------+--------+--------+    +--------+--------+--------+--------+
 * |authtype|interval|    checksum     |    | 0 |  interval   |    checksum     |
 * |        |   (s)  |                 |    |   | (12 bits cs)|                 |
 * +--------+--------+--------+--------+    +--------+--------+--------+--------+
 * |     virtual addresses, 4 bytes    |    |     virtual addresses, 4 bytes    |
 * |     each (16 over IPv6)           |    |     each (16 over IPv6)           |
 * +--------+--------+--------+--------+    +--------+--------+--------+--------+
 * |  8 bytes of authentication data:  |
 * |  the password of PASS or zeros;   |
 * |  none over IPv6                   |
 * +--------+--------+--------+--------+
 * </pre>
 *
 * The checksum covers the advertisement with its authentication data; in version 3, and over IPv6,
 * the pseudo header too ({@link lvs.director.vrrp.packet.ChecksumRule}).
 *
 * <h2>Authentication header</h2>
 *
 * auth_type AH ({@link lvs.director.vrrp.packet.HeaderDigest}): IP protocol 51, between IP header
 * and advertisement.
 *
 * <pre>
 * +--------+--------+--------+--------+
 * |  112   |   4    |        0        |   next header, length in words less 2
 * +--------+--------+--------+--------+
 * |      SPI: the sender's address    |
 * +--------+--------+--------+--------+
 * |     sequence, one for a VRID      |
 * +--------+--------+--------+--------+
 * |  first 12 bytes of HMAC-MD5 over  |   TOS, fragment, checksum of the IP header as 0,
 * |  IP header, this header with 0    |   over unicast its TTL too; key: auth_pass
 * |  here, advertisement              |   filled up to 8 bytes
 * +--------+--------+--------+--------+
 * </pre>
 *
 * <h2>Signature</h2>
 *
 * auth_hmac ({@link lvs.director.vrrp.packet.Signature}): 28 bytes behind the advertisement, which
 * over IPv4 its checksum does not cover. What is remembered of senders, and what a step of a clock
 * does, tells {@link lvs.director.vrrp.packet.SenderClock}.
 *
 * <pre>
 * +--------+--------+--------+--------+
 * |   1    | key id |        0        |
 * +--------+--------+--------+--------+
 * |        seconds since 1970         |
 * +--------+--------+--------+--------+
 * |    1/65536 s    |     counter     |
 * +--------+--------+--------+--------+
 * |  first 16 bytes of HMAC-SHA-256   |   over: family (4, 6), version, VRID, 0, source in
 * |                                   |   16 bytes; advertisement with checksum 0; this
 * |                                   |   trailer with 0 here
 * +--------+--------+--------+--------+
 * </pre>
 *
 * <h2>ARP</h2>
 *
 * {@link lvs.director.vrrp.packet.ArpPacket}: Ethernet type 0x0806 to ff:ff:ff:ff:ff:ff.
 *
 * <pre>
 * +--------+--------+--------+--------+
 * |    1 Ethernet   |   0x0800 IPv4   |                gratuitous          probe
 * +--------+--------+--------+--------+
 * |   6    |   4    |    operation    |                1                   1
 * +--------+--------+--------+--------+
 * |  sender's MAC, 6 bytes            |                ours                ours
 * |  sender's address, 4 bytes        |                virtual address     0.0.0.0
 * |  target's MAC, 6 bytes            |                ff:ff:ff:ff:ff:ff   0
 * |  target's address, 4 bytes        |                virtual address     virtual address
 * +--------+--------+--------+--------+
 * </pre>
 *
 * <h2>Neighbour discovery</h2>
 *
 * {@link lvs.director.vrrp.packet.NeighbourAdvertisement} from the virtual address to ff02::1,
 * {@link lvs.director.vrrp.packet.NeighbourSolicitation} from :: to ff02::1:ffXX:XXXX; Ethernet
 * type 0x86DD, IPv6 with hop limit 255, ICMPv6.
 *
 * <pre>
 * +--------+--------+--------+--------+
 * |136, 135|   0    |    checksum     |   with the pseudo header
 * +--------+--------+--------+--------+
 * |RSO              0                 |   advertisement: router, solicited, override
 * +--------+--------+--------+--------+
 * |  target: virtual address, 16 bytes|
 * +--------+--------+--------+--------+
 * |   2    |   1    |  MAC, 6 bytes   |   advertisement: target link-layer address
 * |                                   |
 * +--------+--------+--------+--------+
 * </pre>
 */
package lvs.director.vrrp.packet;
