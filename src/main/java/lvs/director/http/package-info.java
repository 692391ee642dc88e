/** The HTTP server that Jolokia, metrics and console share, and who may call it. */
package lvs.director.http;
