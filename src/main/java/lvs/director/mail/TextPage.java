package lvs.director.mail;

import lvs.director.alert.Draft;

/** The mail as plain text, complete by itself, 72 columns wide. */
final class TextPage {
  private static final int COLUMNS = 72;

  private final Page page;
  private final StringBuilder text = new StringBuilder();

  private TextPage(Page page) {
    this.page = page;
  }

  /** Lines that end with a line feed. */
  static String text(Page page) {
    return new TextPage(page).write();
  }

  private String write() {
    for (String paragraph : page.draft().paragraphs()) {
      wrap(paragraph, "");
      end();
    }
    if (!page.draft().facts().isEmpty()) {
      page.draft().facts().forEach(this::fact);
      end();
    }
    if (!page.draft().commands().isEmpty()) {
      line("What helps now:");
      page.draft().commands().forEach(command -> line("  " + command));
      end();
    }
    page.picture()
        .ifPresent(_ -> wrap("The HTML form of this mail shows " + page.caption() + ".", ""));
    page.remarks().forEach(remark -> wrap(remark, ""));
    if (page.picture().isPresent() || !page.remarks().isEmpty()) {
      end();
    }
    line("-- ");
    wrap(page.footer(), "");
    return text.toString();
  }

  private void fact(Draft.Fact fact) {
    wrap(fact.state() + "  " + fact.object(), "  ");
    String since = page.time(fact.sinceEpochMillis());
    if (!since.isEmpty()) {
      line("      since " + since);
    }
    if (!fact.reason().isEmpty()) {
      wrap(fact.reason(), "      ");
    }
  }

  /** Breaks between words only: what is to be copied stays whole. */
  private void wrap(String paragraph, String indent) {
    StringBuilder line = new StringBuilder(indent);
    for (String word : paragraph.split(" ")) {
      boolean first = line.length() == indent.length();
      if (!first && line.length() + 1 + word.length() > COLUMNS) {
        line(line.toString());
        line = new StringBuilder(indent).append(word);
      } else {
        line.append(first ? "" : " ").append(word);
      }
    }
    line(line.toString());
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  private void end() {
    text.append('\n');
  }
}
