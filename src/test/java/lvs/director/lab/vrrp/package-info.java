/** Our election against real keepalived, and against itself, on a LAN of namespaces. */
package lvs.director.lab.vrrp;
