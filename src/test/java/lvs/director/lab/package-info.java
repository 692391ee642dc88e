/** The whole director as a process of its own, with real peers on loopback. */
package lvs.director.lab;
