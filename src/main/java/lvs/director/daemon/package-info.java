/**
 * Row 5: wiring. Threads, signals, reload, state on disk, the log and the demo; decides nothing
 * about services, which is the pool engine's work.
 */
package lvs.director.daemon;
