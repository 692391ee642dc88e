/** The console's pages in a real browser: Chromium, driven by chromedriver. */
package lvs.director.console.browser;
