import '@testing-library/jest-dom';
import { configure } from '@testing-library/dom';

// Whole pages are drawn, which takes seconds on a busy machine.
configure({ asyncUtilTimeout: 15_000 });

// jsdom lays nothing out, so that it has nowhere to scroll to.
Element.prototype.scrollIntoView = () => {};

// Flows with many key presses take long on a busy machine.
jest.setTimeout(30_000);

/** What `hidden` means. */
const hidden = document.createElement('div').style;
hidden.display = 'none';

// No style sheet of ours is loaded here. Those of the app's theme hide nothing, and to look for every element whether they do took a third
// of the time of these tests.
const { getComputedStyle } = window;
window.getComputedStyle = (element: Element, pseudoElement?: string | null) => {
  if (pseudoElement || !(element instanceof HTMLElement)) {
    return getComputedStyle(element, pseudoElement);
  }
  return element.hidden ? hidden : element.style;
};
