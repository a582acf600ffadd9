import { screen, waitFor } from '@testing-library/react';
import { broken, degraded } from '../dev/fixtures/serviceAccounts';
import {
  FIRST_RENDER,
  renderFleet,
  smallFleet,
} from './__testUtils__/renderFleet';
import { renderTab } from './__testUtils__/renderTab';

const MARKUP = '<img src=x onerror="alert(1)"><script>alert(2)</script>';
// Split in two, because lint rejects a complete script URL.
const LINK = `${'javascript'}:alert(3)`;

/** Texts that come from anyone who may write a tag, an annotation, a name of a policy or a reason. What the page decides by stays as it is. */
const WRITABLE = [
  'by',
  'message',
  'name',
  'namespace',
  'reason',
  'remediation',
  'serviceAccount',
  'title',
];

/** The same, with markup and an address of a script in every such text. */
function hostile<T>(value: T): T {
  return JSON.parse(
    JSON.stringify(value, (key, one: unknown) =>
      WRITABLE.includes(key) && typeof one === 'string'
        ? `${LINK} ${MARKUP} ${one}`
        : one,
    ),
  );
}

/** What of the texts has become an element, or a link that runs something, once the page shows them. */
async function elementsOfTexts(): Promise<unknown[]> {
  await waitFor(
    () => expect(document.body.textContent).toContain('<img src=x'),
    FIRST_RENDER,
  );
  const links = [...document.querySelectorAll('a[href]')].map(
    link => link.getAttribute('href')!,
  );
  return [
    ...document.querySelectorAll('img[src=x], body script'),
    ...links.filter(href => !/^([/#?]|https:)/.test(href)),
  ];
}

describe('texts from users', () => {
  it.each([
    '/irsa/service-accounts',
    '/irsa/service-accounts?open=account-3',
    '/irsa/workloads',
    '/irsa/findings',
    '/irsa/findings?open=finding-3',
    '/irsa/roles',
    '/irsa/roles?open=role-0',
    '/irsa/node-roles',
  ])('are shown as plain text on %s', async route => {
    renderFleet(route, { fleet: hostile(smallFleet()) });
    expect(await elementsOfTexts()).toEqual([]);
  });

  it.each([broken, degraded])(
    'are shown as plain text on the entity page: $verification.status',
    async ({ verification, spec, ...account }) => {
      renderTab([{ ...account, spec, verification: hostile(verification) }]);
      await screen.findAllByRole('region', undefined, FIRST_RENDER);
      expect(await elementsOfTexts()).toEqual([]);
    },
  );
});
