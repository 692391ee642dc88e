/**
 * Pages for people, and the JSON that they and scripts read: {@code docs/console.md}.
 *
 * <p>Each request has a virtual thread, which may wait for a slow peer; what needs a processor is
 * done by threads of the console's own ({@link lvs.director.console.Workers}), so that neither
 * keeps a check waiting.
 */
package lvs.director.console;
