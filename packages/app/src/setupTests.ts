import '@testing-library/jest-dom';
import { configure } from '@testing-library/dom';

// Whole pages are drawn, which takes seconds on a busy machine.
configure({ asyncUtilTimeout: 15_000 });

// Said by libraries of what is theirs.
const OF_LIBRARIES = [
  // Icons of Backstage's plugins.
  /registered as IconComponent/,
  // The links of Backstage's side bar.
  /findDOMNode is deprecated/,
  // The filters of the catalog's page.
  /unique "key" prop[^\n]*\n\s+at ExtensionBoundary/,
];
for (const level of ['warn', 'error'] as const) {
  const { [level]: print } = console;
  // eslint-disable-next-line no-console -- what is left is printed as ever
  console[level] = (...parts: unknown[]) => {
    const text = parts.map(String).join(' ');
    if (!OF_LIBRARIES.some(said => said.test(text))) print(...parts);
  };
}
