// Browsers report as an error that a resize is observed a frame late, as it is when a popover finds its place. Nothing is wrong, but the
// development server would cover the page with it. This must be heard before the server's own listener.
// Source: "ResizeObserver", MDN Web Docs, "Observation errors".
window.addEventListener('error', event => {
  if (event.message.startsWith('ResizeObserver loop')) {
    event.stopImmediatePropagation();
  }
});
