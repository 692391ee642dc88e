/**
 * The kernel's table of virtual services: what stands in it, the messages of its generic netlink
 * family, the shortest way from what is there to what is wanted, and the texts of ipvsadm. Pure:
 * bytes and values only. Numbers are those of linux/ip_vs.h; {@code docs/ipvs.md} draws them.
 */
package lvs.director.ipvs;
