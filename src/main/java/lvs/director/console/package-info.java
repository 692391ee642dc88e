/** The pages for people: an HTTP server, its answers in JSON, and the files of the pages. */
package lvs.director.console;
