package lvs.director.mail;

import java.util.Locale;
import lvs.director.alert.Draft;
import lvs.director.alert.Draft.Urgency;

/**
 * The mail as HTML for all readers: tables and inline styles, since some know nothing else; the
 * sheet in the head only changes colours where the reader is dark. Nothing is loaded from
 * elsewhere.
 */
final class HtmlPage {
  private static final String HEAD =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width">
      <meta name="color-scheme" content="light dark">
      <meta name="supported-color-schemes" content="light dark">
      <title>%s</title>
      <style>
      @media (prefers-color-scheme: dark) {
        .ground { background: #14171a !important; color: #e4e7ea !important; }
        .sheet { background: #1f2428 !important; }
        .sheet { border-left-color: #3a4147 !important; border-right-color: #3a4147 !important;
          border-bottom-color: #3a4147 !important; }
        .good { color: #56d37a !important; }
        .bad { color: #ff7b72 !important; }
        .plain { color: #79b8ff !important; }
        .quiet { color: #a9b1b8 !important; }
        .row { border-color: #3a4147 !important; }
        .code { background: #14171a !important; color: #e4e7ea !important; }
      }
      </style>
      </head>
      <body class="ground" style="margin:0;padding:0;background:#eef1f3;color:#1b1f23">
      <table class="ground" role="presentation" width="100%%" cellpadding="0" cellspacing="0" \
      style="background:#eef1f3;color:#1b1f23"><tr><td align="center" style="padding:16px 8px">
      <table class="sheet" role="presentation" cellpadding="0" cellspacing="0" \
      style="width:100%%;max-width:680px;background:#ffffff;border:1px solid #d5dade;\
      border-top:4px solid %s;font:15px/1.45 -apple-system,'Segoe UI',Roboto,Helvetica,Arial,\
      sans-serif;text-align:left">
      """;
  private static final String TAIL = "</table>\n</td></tr></table>\n</body>\n</html>\n";
  private static final String CELL = "<tr><td style=\"padding:%s\">%s</td></tr>\n";

  private final Page page;
  private final StringBuilder html = new StringBuilder();

  private HtmlPage(Page page) {
    this.page = page;
  }

  /**
   * @param pictureId Content-ID of the picture, without brackets
   */
  static String html(Page page, String pictureId) {
    return new HtmlPage(page).write(pictureId);
  }

  private String write(String pictureId) {
    Draft draft = page.draft();
    html.append(HEAD.formatted(escape(draft.subject()), colour(draft.urgency())));
    cell("16px 20px 4px", title(draft));
    draft.paragraphs().forEach(each -> cell("6px 20px", escape(each)));
    if (!draft.facts().isEmpty()) {
      cell("10px 20px", facts(draft));
    }
    page.picture().ifPresent(_ -> cell("10px 20px", picture(pictureId)));
    if (!draft.commands().isEmpty()) {
      cell("10px 20px", commands(draft));
    }
    page.remarks().forEach(each -> cell("4px 20px", quiet(escape(each))));
    cell("10px 20px 16px", quiet(escape(page.footer())));
    return html.append(TAIL).toString();
  }

  private void cell(String padding, String content) {
    html.append(CELL.formatted(padding, content));
  }

  private String title(Draft draft) {
    return "<div class=\""
        + mood(draft.urgency())
        + "\" style=\"font-size:12px;font-weight:bold;letter-spacing:.06em;color:"
        + colour(draft.urgency())
        + "\">"
        + page.urgencyWord().toUpperCase(Locale.ROOT)
        + "</div>\n<div style=\"font-size:19px;line-height:1.3;font-weight:bold\">"
        + escape(draft.subject())
        + "</div>";
  }

  private String facts(Draft draft) {
    StringBuilder rows = new StringBuilder();
    draft.facts().forEach(each -> rows.append(fact(each)));
    return "<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\""
        + " style=\"border-collapse:collapse\">\n"
        + rows
        + "</table>";
  }

  private String fact(Draft.Fact fact) {
    String since = page.time(fact.sinceEpochMillis());
    Urgency mood = mood(fact.state());
    return "<tr><td class=\"row "
        + mood(mood)
        + "\" style=\"padding:8px 12px 8px 0;border-top:1px solid #d5dade;"
        + "vertical-align:top;white-space:nowrap;font-weight:bold;color:"
        + colour(mood)
        + "\">"
        + escape(fact.state())
        + "</td><td class=\"row\" style=\"padding:8px 0;border-top:1px solid #d5dade;"
        + "vertical-align:top;word-break:break-word\"><b>"
        + escape(fact.object())
        + "</b>"
        + (fact.reason().isEmpty() ? "" : "<br>" + escape(fact.reason()))
        + (since.isEmpty() ? "" : "<br>" + quiet("since " + escape(since)))
        + "</td></tr>\n";
  }

  /** On white in dark readers too: its lines were chosen for it. */
  private String picture(String pictureId) {
    String caption = escape(page.caption());
    return "<img src=\"cid:"
        + escape(pictureId)
        + "\" alt=\""
        + caption
        + "\" style=\"display:block;width:100%;max-width:640px;height:auto;background:#ffffff;"
        + "border:0\">"
        + quiet(caption);
  }

  private String commands(Draft draft) {
    StringBuilder lines = new StringBuilder();
    draft.commands().forEach(each -> lines.append(escape(each)).append('\n'));
    return quiet("What helps now, on the director:")
        + "<pre class=\"code\" style=\"margin:4px 0 0;padding:10px 12px;background:#f3f5f7;"
        + "color:#1b1f23;font:13px/1.5 ui-monospace,Menlo,Consolas,'DejaVu Sans Mono',monospace;"
        + "white-space:pre-wrap;word-break:break-word\">"
        + lines.toString().stripTrailing()
        + "</pre>";
  }

  private static String quiet(String content) {
    return "<span class=\"quiet\" style=\"font-size:13px;color:#5a646c\">" + content + "</span>";
  }

  private static String colour(Urgency urgency) {
    return switch (urgency) {
      case PROBLEM -> "#c62828";
      case RECOVERY -> "#2e8540";
      case NOTE -> "#3972b0";
    };
  }

  /** A class of the sheet, for dark readers. */
  private static String mood(Urgency urgency) {
    return switch (urgency) {
      case PROBLEM -> "bad";
      case RECOVERY -> "good";
      case NOTE -> "plain";
    };
  }

  private static Urgency mood(String state) {
    return switch (state) {
      case "UP", "MASTER" -> Urgency.RECOVERY;
      case "DOWN", "FAULT", "STILL DOWN", "STILL FAULT" -> Urgency.PROBLEM;
      default -> Urgency.NOTE;
    };
  }

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
