/**
 * A whole Linux kernel as one ordinary process: Debian's user-mode-linux, which has IPVS where the
 * kernel of the machine that tests run on has none. Programs inside see this machine's files.
 * Nothing here knows JUnit but {@link lvs.director.lab.uml.UserModeMachine#boot}, which skips where
 * the package is missing.
 */
package lvs.director.lab.uml;
