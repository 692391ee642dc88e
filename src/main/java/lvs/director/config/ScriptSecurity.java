package lvs.director.config;

import lvs.director.config.text.Statement;
import lvs.director.model.Script;

/** enable_script_security: what root runs must not be changeable by anybody else. */
final class ScriptSecurity {
  private ScriptSecurity() {}

  /** Says what is wrong, and whether the script may be run. */
  static boolean allows(Binding binding, Statement at, Script script) {
    String program = script.argv().getFirst();
    boolean asRoot = script.user().map("root"::equals).orElse(true);
    boolean refused =
        binding.secureScripts()
            && asRoot
            && program.contains("/")
            && binding.files().isChangeableByOthers(FileFacts.named(program));
    if (refused) {
      binding.warning(
          "script-insecure",
          at,
          "Others than root can change "
              + program
              + ", which enable_script_security forbids, so it is not run.",
          "Let root own it and every directory above it, writable by root only, or name a user.");
    }
    return !refused;
  }
}
