/** Row 3: the interfaces that the next row implements, and what views read and command. */
package lvs.director.port;
