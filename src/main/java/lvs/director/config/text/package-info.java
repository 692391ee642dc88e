/**
 * The text half of reading: from files to a tree of statements, with a {@link
 * lvs.director.config.text.Problem} for whatever cannot be understood. What keywords mean is not
 * known here.
 */
package lvs.director.config.text;
