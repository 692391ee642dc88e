/**
 * Row 2: the meaning half of reading, from the tree of statements to the checked model or to what
 * is wrong with it. Reads files, decides nothing else. {@link lvs.director.config.text} is the
 * other half and knows nothing of this one.
 */
package lvs.director.config;
