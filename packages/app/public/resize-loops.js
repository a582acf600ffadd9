// Browsers report an error if a resize is observed one frame late, which happens when a popover is positioned. The error is harmless, but the
// development server would cover the page with it. This listener must be registered before the listener of the server.
// Source: "ResizeObserver", MDN Web Docs, "Observation errors".
window.addEventListener('error', event => {
  if (event.message.startsWith('ResizeObserver loop')) {
    event.stopImmediatePropagation();
  }
});
