package lvs.director.model;

import java.util.Optional;

/**
 * Files and directories of keepalived.
 *
 * @param pidDirectory pid files in a directory of their own
 * @param savedConfigurations where each configuration read is kept
 * @param temporary where the joined configuration is written
 * @param dumpNamesWithInstance names of dumps carry the instance
 * @param iprouteSystem where the packaged rt_tables and the like stand
 * @param iprouteLocal where the machine's own rt_tables and the like stand
 * @param jsonVersion layout of the JSON dump, 1 or 2
 */
public record FileSettings(
    boolean pidDirectory,
    Optional<String> savedConfigurations,
    Optional<String> temporary,
    boolean dumpNamesWithInstance,
    Optional<String> stateDump,
    Optional<String> statisticsDump,
    Optional<String> jsonDump,
    Optional<String> iprouteSystem,
    Optional<String> iprouteLocal,
    int jsonVersion) {
  public static final FileSettings DEFAULT =
      new FileSettings(
          false,
          Optional.empty(),
          Optional.empty(),
          false,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          1);
}
