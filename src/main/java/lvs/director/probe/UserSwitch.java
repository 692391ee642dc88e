package lvs.director.probe;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import lvs.director.model.Script;

/** The setpriv command that runs a script as another user, when it asks for one. */
final class UserSwitch {
  private final Map<String, String> primaryGroups = new ConcurrentHashMap<>();

  /** Empty when the script runs as the director's own user. */
  List<String> prefix(Script script) throws BadAnswer, InterruptedException {
    if (script.user().isEmpty() && script.group().isEmpty()) {
      return List.of();
    }
    String user = script.user().orElse(System.getProperty("user.name"));
    if (!isRoot()) {
      return asMyself(script, user);
    }
    String setpriv =
        ProgramPath.find("setpriv")
            .orElseThrow(() -> new BadAnswer("setpriv (package util-linux) is needed for " + user));
    String group = script.group().isPresent() ? script.group().get() : primaryGroup(user);
    List<String> prefix = new ArrayList<>(List.of(setpriv, "--reuid=" + user, "--regid=" + group));
    prefix.add(user.matches("[0-9]+") ? "--clear-groups" : "--init-groups");
    return prefix;
  }

  private static List<String> asMyself(Script script, String user) throws BadAnswer {
    if (user.equals(System.getProperty("user.name"))) {
      return List.of();
    }
    throw new BadAnswer(
        "%s cannot run as user %s: the director does not run as root"
            .formatted(script.argv().getFirst(), user));
  }

  private static boolean isRoot() {
    try {
      return Files.getAttribute(Path.of("/proc/self"), "unix:uid") instanceof Integer uid
          && uid == 0;
    } catch (IOException | UnsupportedOperationException unknown) {
      return System.getProperty("user.name").equals("root");
    }
  }

  private String primaryGroup(String user) throws BadAnswer, InterruptedException {
    String known = primaryGroups.get(user);
    if (known == null) {
      known = askForGroup(user);
      primaryGroups.put(user, known);
    }
    return known;
  }

  private static String askForGroup(String user) throws BadAnswer, InterruptedException {
    try {
      Process id =
          new ProcessBuilder("id", "-g", "--", user)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String group = new String(id.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      if (id.waitFor() != 0) {
        throw new BadAnswer("user " + user + " does not exist");
      }
      return group.strip();
    } catch (IOException failed) {
      throw new BadAnswer("cannot look up user " + user + ": " + failed.getMessage());
    }
  }
}
