/** Row 0: what every other package may use. Opens nothing, reads no clock. */
package lvs.director.base;
