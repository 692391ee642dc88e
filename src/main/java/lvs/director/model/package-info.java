/**
 * Row 1: the immutable configuration in the field's own terms, and the table of services that the
 * data plane is asked to hold.
 */
package lvs.director.model;
