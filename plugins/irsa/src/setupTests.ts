import '@testing-library/jest-dom';

// jsdom lays nothing out, so that it has nowhere to scroll to.
Element.prototype.scrollIntoView = () => {};

// Flows with many key presses take long on a busy machine.
jest.setTimeout(30_000);
