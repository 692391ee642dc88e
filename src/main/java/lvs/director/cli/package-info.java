/**
 * Row 5: the commands. {@code run} and {@code demo} start a director in this process; {@code check}
 * reads a file; all others find the running director by the process id in its run directory, attach
 * to it and speak JMX.
 */
package lvs.director.cli;
