/** Row 2: virtual services and their real servers: health, quorum, sorry server, weights, drain. */
package lvs.director.pool;
