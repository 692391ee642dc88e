// Runs before the first paint, so that the page never flashes in the other theme. A classic script on purpose.
(function () {
  try {
    const theme = localStorage.getItem('lvs-theme');
    if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  } catch {
    // Storage may be forbidden; then the system's theme it is.
  }
})();
