package lvs.director.config;

import lvs.director.config.text.Statement;
import lvs.director.model.Script;

/** enable_script_security: what root runs must not be changeable by anybody else. */
final class ScriptSecurity {
  private ScriptSecurity() {}

  static void check(Binding binding, Statement at, Script script) {
    String program = script.argv().getFirst();
    boolean asRoot = script.user().map("root"::equals).orElse(true);
    if (binding.secureScripts()
        && asRoot
        && program.contains("/")
        && binding.files().isChangeableByOthers(FileFacts.named(program))) {
      binding.warning(
          "script-insecure",
          at,
          "Others than root can change " + program + ", which enable_script_security forbids.",
          "Let root own it and every directory above it, writable by root only, or name a user.");
    }
  }
}
