package lvs.director.console.browser;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The rules of axe-core, run within the page. */
final class Axe {
  private static final String RUN =
      "return (await axe.run(document, { resultTypes: ['violations'] })).violations.map((rule) =>"
          + " `${rule.id}: ${rule.help}: ${rule.nodes.slice(0, 3).map((node) => node.html + ' ' +"
          + " node.failureSummary).join(' | ')}`)";

  private Axe() {}

  /** Each broken rule with the elements that break it. */
  static List<?> violations(Browser browser) throws IOException {
    if (!Boolean.TRUE.equals(browser.js("return typeof axe === 'object'"))) {
      browser.js(source());
    }
    return (List<?>) browser.promised(RUN);
  }

  private static String source() throws IOException {
    try (InputStream in = Axe.class.getResourceAsStream("/axe.min.js")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
