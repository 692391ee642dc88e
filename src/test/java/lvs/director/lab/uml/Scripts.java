package lvs.director.lab.uml;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;

/** Programs that run inside and lie beside the tests; Perl, since it is there on every Debian. */
final class Scripts {
  private Scripts() {}

  static String path(String name) {
    URL found = Scripts.class.getResource(name);
    if (found == null) {
      throw new IllegalStateException("no " + name + " beside the test classes");
    }
    try {
      return Path.of(found.toURI()).toString();
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
