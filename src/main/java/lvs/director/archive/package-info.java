/**
 * The recorded past: samples into round-robin archives, and out of them as values, pictures and
 * XML.
 */
package lvs.director.archive;
