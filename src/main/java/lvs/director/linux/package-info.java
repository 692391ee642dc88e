/**
 * Row 4: the Linux kernel by system calls (JNA): raw and packet sockets, rtnetlink, the process
 * connector, scheduling. JNA makes calls; layouts are written and read by hand with their source.
 */
package lvs.director.linux;
