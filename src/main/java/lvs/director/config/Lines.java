package lvs.director.config;

import java.util.HashMap;
import java.util.Map;
import lvs.director.config.text.Statement;

/**
 * Where the keywords of a block stand, for problems that show only when the whole block is known.
 *
 * @param opened the block's own statement
 * @param keywords the last statement of each keyword in it
 */
record Lines(Statement opened, Map<String, Statement> keywords) {

  static Lines of(Statement opened) {
    Map<String, Statement> keywords = new HashMap<>();
    opened
        .block()
        .ifPresent(block -> block.statements().forEach(each -> keywords.put(each.keyword(), each)));
    return new Lines(opened, keywords);
  }

  /** The first of these keywords that is there, else the block itself. */
  Statement at(String... wanted) {
    for (String keyword : wanted) {
      if (keywords.containsKey(keyword)) {
        return keywords.get(keyword);
      }
    }
    return opened;
  }

  boolean has(String keyword) {
    return keywords.containsKey(keyword);
  }
}
