import '@testing-library/jest-dom';
import { configure } from '@testing-library/dom';

// The tests render whole pages, which takes seconds on a busy machine.
configure({ asyncUtilTimeout: 15_000 });

// Messages of libraries about their own code.
const OF_LIBRARIES = [
  // The icons of Backstage plugins.
  /registered as IconComponent/,
  // The links of the Backstage sidebar.
  /findDOMNode is deprecated/,
  // The filters of the catalog page.
  /unique "key" prop[^\n]*\n\s+at ExtensionBoundary/,
];
for (const level of ['warn', 'error'] as const) {
  const { [level]: print } = console;
  // eslint-disable-next-line no-console -- prints all other messages as usual
  console[level] = (...parts: unknown[]) => {
    const text = parts.map(String).join(' ');
    if (!OF_LIBRARIES.some(said => said.test(text))) print(...parts);
  };
}
