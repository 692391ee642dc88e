package lvs.director.config;

import java.util.Optional;
import lvs.director.model.Script;

/** {@code USER [GROUP]} or {@code USER :GROUP}: whose rights a program gets. */
record ScriptUser(String name, Optional<String> group) {

  static Optional<ScriptUser> read(Arguments arguments) {
    Optional<String> name = arguments.word();
    Optional<String> group =
        arguments.hasNext() ? arguments.word().map(ScriptUser::withoutColon) : Optional.empty();
    return name.map(user -> new ScriptUser(user, group));
  }

  /** The same program run by this user. */
  Script apply(Script script) {
    return new Script(script.argv(), Optional.of(name), group);
  }

  private static String withoutColon(String group) {
    return group.startsWith(":") ? group.substring(1) : group;
  }
}
