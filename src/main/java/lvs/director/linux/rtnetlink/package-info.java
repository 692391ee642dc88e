/**
 * The messages of rtnetlink (rtnetlink(7)): links, addresses, routes and rules, written from the
 * model and read from the kernel. Pure: nothing is sent here. Layouts and numbers are those of
 * linux/rtnetlink.h, if_link.h, if_addr.h, fib_rules.h and lwtunnel.h.
 *
 * <p>What the director puts on the machine carries {@link lvs.director.linux.rtnetlink.Mark}, so
 * that it is recognised after a crash.
 */
package lvs.director.linux.rtnetlink;
