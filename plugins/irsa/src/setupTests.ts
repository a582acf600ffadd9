import '@testing-library/jest-dom';
import { configure } from '@testing-library/dom';

// The tests render whole pages, which takes seconds on a busy machine.
configure({
  asyncUtilTimeout: 15_000,
  // The default error contains the whole page each time a query finds nothing yet. Use `screen.debug()` to print the page.
  getElementError: message => new Error(message ?? 'No such element.'),
});

// jsdom has no layout and does not implement scrolling.
Element.prototype.scrollIntoView = () => {};
window.scrollTo = () => {};
document.elementFromPoint = () => null;

// Tests with many key presses take long on a busy machine.
jest.setTimeout(30_000);

// Messages that third-party libraries print on every page.
const OF_LIBRARIES = [
  // The tabs and breadcrumbs of Backstage's page header.
  'A component changed from uncontrolled to controlled.',
  '<Focusable> child must have an interactive ARIA role.',
  // The router of apps of the old frontend system.
  'React Router Future Flag Warning',
  // The Material UI tooltip in Backstage's links to entities.
  'findDOMNode is deprecated',
  // The Material UI `Paper` component, whose style sheets are not created in tests.
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

// Queries by role read the style of every element and its pseudo-elements. Tests load no style sheets of this plugin, and the app theme's style
// sheets hide nothing. Computing these styles took a third of the test time.
window.getComputedStyle = (element: Element, pseudoElement?: string | null) => {
  if (pseudoElement || !(element instanceof HTMLElement)) return shown;
  return element.hidden ? hidden : element.style;
};

// One suite runs the stories of a whole page, and each story sets its own spies.
afterEach(() => jest.restoreAllMocks());
