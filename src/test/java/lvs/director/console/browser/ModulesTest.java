package lvs.director.console.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The pages' modules alone, called from Java: numbers, times, streams cut anywhere, paths. */
class ModulesTest extends PageTest {

  @BeforeAll
  void anyPage() {
    browser.open("#/director").see("h1", "lb1");
  }

  private Object call(String module, String expression) {
    return browser.promised(
        "const m = await import('/lvs/app/" + module + "'); return " + expression);
  }

  private void same(String wanted, String module, String expression) {
    assertEquals(wanted, call(module, expression), expression);
  }

  @Test
  void numbersHaveThreeDigitsThatMatterAndTheirUnit() {
    same("0 B/s", "format.js", "m.text(0, 'B/s')");
    same("999 B/s", "format.js", "m.text(999, 'B/s')");
    same("1.00 kB/s", "format.js", "m.text(1000, 'B/s')");
    same("12.3 MB/s", "format.js", "m.text(12345678, 'B/s')");
    same("0.40 ms", "format.js", "m.text(0.0004, 's')");
    same("12 ms", "format.js", "m.text(0.012, 's')");
    same("3.6 s", "format.js", "m.text(3.609, 's')");
    same("–", "format.js", "m.text(null, 'B/s')");
    same("–", "format.js", "m.text(NaN)");
    same("37,205", "format.js", "m.count(37205)");
    same("−1.50 k", "format.js", "m.text(-1500)");
    same("1 server", "format.js", "m.several(1, 'server')");
    same("0 servers", "format.js", "m.several(0, 'server')");
  }

  @Test
  void timesGrowCoarser() {
    same("12 s", "clock.js", "m.duration(12_300)");
    same("2 min", "clock.js", "m.duration(125_000)");
    same("3 h 10 min", "clock.js", "m.duration(3 * 3600e3 + 10 * 60e3)");
    same("2 d 4 h", "clock.js", "m.duration(2 * 86400e3 + 4 * 3600e3)");
    same("400 d", "clock.js", "m.duration(400 * 86400e3 + 5 * 3600e3)");
    same("0 s", "clock.js", "m.duration(-5)");
  }

  @Test
  void addressesGoThereAndBack() {
    same(
        "service|a/b?c#d|e f",
        "router.js",
        "(() => { const r = m.parse(m.link('service', 'a/b?c#d', 'e f')); return [r.view,"
            + " ...r.parts].join('|') })()");
    same("overview", "router.js", "m.parse('').view");
    same("%zz", "router.js", "m.parse('#/service/%zz').parts[0]");
  }

  @Test
  void aStreamCutAnywhereGivesTheSameEvents() {
    long seed = 20_261_121;
    Random random = new Random(seed);
    String text =
        "retry: 2000\\n"
            + "\\n"
            + ": heart\\n"
            + "event: overview\\n"
            + "data: {\\\"a\\\":1}\\n"
            + "\\n"
            + "event: happened\\r"
            + "\\n"
            + "data: x\\r"
            + "\\n"
            + "data:  y\\r"
            + "\\n"
            + "\\r"
            + "\\n"
            + "data: alone\\n"
            + "\\n"
            + "event: cut";
    for (int i = 0; i < 30; i++) {
      int cut = 1 + random.nextInt(9);
      same(
          "overview={\"a\":1};happened=x\n y;message=alone",
          "stream.js",
          "(() => { const heard = []; const p = new m.EventParser((k, d) =>"
              + " heard.push(`${k}=${d}`));const text = \""
              + text
              + "\"; for (let at = 0; at < text.length; at += "
              + cut
              + ") p.feed(text.slice(at, at + "
              + cut
              + "));"
              + "return heard.join(';') })()");
    }
  }

  @Test
  void aDefectOfAPageCostsOneEventAndNotTheStream() {
    same(
        "1,2",
        "stream.js",
        """
        (async () => {
          const heard = [];
          const stream = new m.Stream({ heard(kind, data) {
            heard.push(data);
            if (data === 1) throw new Error('a page fell over');
          } });
          const frames = ['data: 1\\n\\n', 'data: 2\\n\\n'].map((each) => new TextEncoder().encode(each));
          const reader = { read: async () => ({ value: frames.shift(), done: heard.length === 2 }) };
          await stream.hear(reader, { renew() {} });
          return heard.join();
        })()\
        """);
    List<String> said = browser.complaints();
    assertEquals(1, said.size(), said.toString());
    assertTrue(said.getFirst().contains("a page fell over"), said.toString());
  }

  @Test
  void ticksAreRoundAndFew() {
    same("0,25,50,75,100", "chart/scale.js", "m.roundUp(91).ticks.join()");
    same("0,1", "chart/scale.js", "m.roundUp(0).ticks.join()");
    same("0,1,2,3", "chart/scale.js", "m.roundUp(3, { whole: true }).ticks.join()");
    Object wrong =
        call(
            "chart/scale.js",
            "(() => { for (let e = -6; e < 13; e += 0.13) { const top = 10 ** e; const s ="
                + " m.roundUp(top);if (s.top < top * 0.999 || s.ticks.length > 6 || s.top > top *"
                + " 2.6) return `${top}: ${s.ticks}`; } return ''; })()");
    assertEquals("", wrong);
  }

  @Test
  void timeTicksStandAtRoundTimesInEverySpan() {
    Object wrong =
        call(
            "chart/scale.js",
            "(() => { const to = 1795291147; for (const span of [120, 3600, 86400, 7 * 86400, 31 *"
                + " 86400, 366 * 86400, 732 * 86400]) {const t = m.timeTicks(to - span, to, 12); if"
                + " (t.length < 2 || t.length > 14 || t.some((each, i) => each.at < to - span ||"
                + " each.at > to || (i && each.at <= t[i - 1].at) || !each.label)) return `${span}:"
                + " ${JSON.stringify(t)}`; } return ''; })()");
    assertEquals("", wrong);
  }

  @Test
  void gapsBreakPathsAndStacksAreSums() {
    same(
        "M0.0 0.0h.01L1.0 1.0M3.0 3.0h.01",
        "chart/paths.js",
        "m.linePath([0, 1, null, 3], 0, 3, (i) => i, (v) => v)");
    same(
        "M-0.5 5.0H0.5V6.0H1.5M2.5 7.0H3.5",
        "chart/paths.js",
        "m.stepPath([5, 6, null, 7], 0, 3, (i) => i, (v) => v)");
    same(
        "[[1,null,3],[3,null,3]]",
        "chart/paths.js",
        "JSON.stringify(m.stacked([[1, null, 3], [2, null, null]]))");
    same("", "chart/paths.js", "m.bandPath(() => null, () => 1, 0, 5, (i) => i, (v) => v)");
  }

  /** Half an hour as BACKUP (1) and half an hour in FAULT (3) is no hour as MASTER (2). */
  @Test
  void betweenTwoStatesThereIsNoThird() {
    String picture =
        """
        ((words, average, max) => [{ plot: { label: 'State', words }, frame: { start: 60, step: 60, length: 3 },
          curves: [{ label: 'state', row: { average, max } }] }])\
        """;
    String router = picture + "(['INIT', 'BACKUP', 'MASTER', 'FAULT'], [2, 1.4, 2], [2, 2, 3])";
    String server = picture + "(['down', 'up'], [0, 0.4, 1], null)";
    String said = ", 90, 150].map((at) => m.sentence(%s, at).split('state ')[1]).join()";
    same("MASTER,several states,several states", "chart/values.js", "[30" + said.formatted(router));
    same("down,partly,up", "chart/values.js", "[30" + said.formatted(server));
    same(
        "[2,null,null,null]",
        "chart/draw.js",
        "JSON.stringify(m.states({ row: { average: [2, 1.4, 2, null], max: [2, 2, 3, null] }"
            + " }).row.average)");
  }

  @Test
  void theWindowZoomsWithinItsBoundsAndGoesBack() {
    same(
        "true,120,true,false",
        "chart/window.js",
        "(() => { const w = new m.Window(() => 1e9, 'hour'); const live = w.live; w.zoom(5e8, 5e8 +"
            + " 1); const s = w.now.to - w.now.from; w.back(); return [live, s, w.live,"
            + " w.back()].join() })()");
    same(
        "1000000000",
        "chart/window.js",
        "(() => { const w = new m.Window(() => 1e9); w.pan(3); return String(w.now.to) })()");
  }

  @Test
  void patchingKeepsWhatCanStay() {
    same(
        "same,b,a:c:b,X,gone",
        "dom.js",
        "(() => { const box = document.createElement('ul'); const li = (k, t) => m.h('li', { key: k"
            + " }, t); m.patch(box, ['a', 'b', 'c'].map((k) => li(k, k)));const b ="
            + " box.children[1]; b.remember = 'b'; m.patch(box, [li('a', 'X'), li('c', 'c'),"
            + " li('b', 'b')]);const order = [...box.children].map((each) => each.key).join(':');"
            + " const text = box.firstChild.textContent;m.patch(box, []); return [b === undefined ?"
            + " '' : 'same', b.remember, order, text, box.children.length ? 'there' :"
            + " 'gone'].join() })()");
  }

  @Test
  void everyHeadlineNamesItsTrouble() {
    String calm =
        "{ director: { warnings: [], reloadError: '' }, routers: [], trackers: [], refused: [],"
            + " counts: { services: 2, servicesDown: 0, servicesSuspended: 0, servers: 4,"
            + " serversDown: 0, serversSuspended: 0, drift: 0 }, mail: {"
            + " configured: false }, archive: { lastError: '' } }";
    same(
        "good All is well",
        "assess.js",
        "(() => { const a = m.assess(" + calm + "); return a.level + ' ' + a.headline })()");
    same(
        "bad 1 of 2 services is down",
        "assess.js",
        "(() => { const o = "
            + calm
            + "; o.counts.servicesDown = 1; const a = m.assess(o); return a.level + ' ' +"
            + " a.headline })()");
    same(
        "good All is well: 1 of 1 services up · 3 of 3 servers up · 1 service at rest",
        "assess.js",
        "(() => { const o = "
            + calm
            + "; o.counts.servicesSuspended = 1; o.counts.serversSuspended = 1; const a ="
            + " m.assess(o); return a.level + ' ' + a.headline + ': ' + a.line })()");
    same(
        "good All is well: 2 services at rest",
        "assess.js",
        "(() => { const o = "
            + calm
            + "; o.counts.servicesSuspended = 2; o.counts.serversSuspended = 4; const a ="
            + " m.assess(o); return a.level + ' ' + a.headline + ': ' + a.line })()");
    same(
        "warn Recording has trouble",
        "assess.js",
        "(() => { const o = "
            + calm
            + "; o.archive.lastError = 'disk full'; const a = m.assess(o); return a.level + ' ' +"
            + " a.headline })()");
    same(
        "warn 2 mails wait",
        "assess.js",
        "(() => { const o = "
            + calm
            + "; o.mail = { configured: true, queued: 2, queueAgeSeconds: 900, lastError: 'refused'"
            + " }; const a = m.assess(o); return a.level + ' ' + a.headline })()");
  }

  @Test
  void noModuleIsLongerThanCanBeRead() throws Exception {
    java.nio.file.Path pages = java.nio.file.Path.of("src/main/resources/console");
    try (var files = java.nio.file.Files.walk(pages)) {
      List<java.nio.file.Path> sources =
          files.filter(file -> file.toString().matches(".*\\.(js|css|html)")).toList();
      assertTrue(sources.size() > 20);
      for (java.nio.file.Path source : sources) {
        String text = java.nio.file.Files.readString(source);
        assertTrue(text.lines().count() <= 250, source + " has " + text.lines().count() + " lines");
        assertTrue(
            !text.contains("innerHTML") && !text.matches("(?s).*https?://(?!www\\.w3\\.org).*"),
            source.toString());
      }
    }
  }
}
