/**
 * Kernel IPVS under the whole director, in user-mode Linux: beside real keepalived, two directors
 * that synchronise their connections, and directors that are killed while they work.
 */
package lvs.director.lab.ipvs;
