/** Row 2: text to model. Reads files, decides nothing else. */
package lvs.director.config;
