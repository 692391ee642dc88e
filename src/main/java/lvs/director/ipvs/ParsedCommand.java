package lvs.director.ipvs;

import java.util.List;

/** A command line of ipvsadm, read. */
public sealed interface ParsedCommand {

  /**
   * @param remarks what is done otherwise than one may have meant, as ipvsadm does it silently
   */
  record Understood(IpvsadmCommand command, List<String> remarks) implements ParsedCommand {}

  /**
   * @param exitCode ipvsadm's: 2 or 255
   * @param restoreGoesOn whether {@code ipvsadm -R} reads the next line after such a one
   * @param message what is wrong, and the remedy
   */
  record Wrong(int exitCode, boolean restoreGoesOn, String message) implements ParsedCommand {}
}
