import '@testing-library/jest-dom';
import { configure } from '@testing-library/dom';

// Whole pages are drawn, which takes seconds on a busy machine.
configure({
  asyncUtilTimeout: 15_000,
  // Else each look for what is still to come writes the page into an error that nobody reads: `screen.debug()` shows it.
  getElementError: message => new Error(message ?? 'No such element.'),
});

// jsdom lays nothing out, so that it has nowhere to scroll to.
Element.prototype.scrollIntoView = () => {};
window.scrollTo = () => {};

// Flows with many key presses take long on a busy machine.
jest.setTimeout(30_000);

// Said by libraries of what is theirs, on every page.
const OF_LIBRARIES = [
  // The tabs and breadcrumbs of Backstage's page header.
  'A component changed from uncontrolled to controlled.',
  '<Focusable> child must have an interactive ARIA role.',
  // The router of apps of the old frontend system.
  'React Router Future Flag Warning',
  // The tooltip of Material UI in Backstage's links to entities.
  'findDOMNode is deprecated',
  // The paper of Material UI, whose style sheets are not made here.
  'Material-UI: This elevation',
];
for (const level of ['warn', 'error'] as const) {
  const { [level]: print } = console;
  // eslint-disable-next-line no-console
  console[level] = (...parts: unknown[]) => {
    const text = parts.map(String).join(' ');
    if (!OF_LIBRARIES.some(said => text.includes(said))) print(...parts);
  };
}

const shown = document.createElement('div').style;
const hidden = document.createElement('div').style;
hidden.display = 'none';

// Queries by role ask for the style of every element and its pseudo-elements. No style sheet of ours is loaded here, and those of the app's theme
// hide nothing: to compute them took a third of the time of these tests.
window.getComputedStyle = (element: Element, pseudoElement?: string | null) => {
  if (pseudoElement || !(element instanceof HTMLElement)) return shown;
  return element.hidden ? hidden : element.style;
};

// One suite runs the stories of a whole page, each with spies of its own.
afterEach(() => jest.restoreAllMocks());
