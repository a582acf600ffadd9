import { grantDefinitions } from '@backstage-irsa/core/grants';
import { screen } from '@testing-library/react';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  FIRST_RENDER,
  renderFleet,
  smallFleet,
} from '../__testUtils__/renderFleet';
import { frenchModule } from './__testUtils__/french';
import { messages } from './en';
import { grantCatalog } from './en/grantCatalog';

const KEYS = Object.keys(messages);

describe('the messages', () => {
  it('for grants match those of the catalog', () => {
    const entries = [...grantDefinitions.values()].flatMap(
      ({ service, resourceLabel, access }) => [
        [`grant.${service}.resource`, resourceLabel],
        ...Object.entries(access).map(([id, { description }]) => [
          `grant.${service}.access.${id}`,
          description,
        ]),
      ],
    );
    expect(grantCatalog).toEqual(Object.fromEntries(entries));
  });

  it('have both plural forms or none', () => {
    const counted = KEYS.flatMap(key => /^(.*)_other$/.exec(key)?.[1] ?? []);
    expect(counted.length).toBeGreaterThan(20);
    expect(KEYS.filter(key => key.endsWith('_one')).sort()).toEqual(
      counted.map(key => `${key}_one`).sort(),
    );
  });

  // A DaemonSet has a pod on each node, and a fleet has a hundred thousand rows.
  it.each([
    'filters.counted',
    'link.open_other',
    'findings.pods_other',
    'findings.moreWorkloads_other',
    'nodeRole.unreadDependentWorkloads_other',
    'nodeRole.moreDependentWorkloads_other',
    'graph.withPods_other',
    'graph.andMore',
    'graph.pods_other',
    'graph.paths_other',
    'graph.together_other',
    'graph.cutPods_other',
    'wave.blocker_other',
    'wave.expected_other',
    'wave.startConfirm_other',
    'remove.pods_other',
    'moving.pods_other',
    'migrate.restart_other',
    'use.all_other',
  ] as const)('format the number in %s, which can be thousands', key => {
    expect(messages[key]).toContain('{{count, number}}');
    expect(messages[key]).not.toContain('{{count}}');
  });

  // Speech recognition users say the words that they see.
  it.each([
    ['card.seeChain', 'card.seeChainOf'],
    ['rightSizing.undo', 'rightSizing.undoOf'],
    ['scope.scan', 'scope.scanOf'],
    ['graph.showShort', 'graph.show'],
  ] as const)('include %s in the longer name %s', (text, name) => {
    expect(messages[name]).toContain(messages[text]);
  });
});

describe('the example of another language', () => {
  it('translates the page, and formats numbers and times for that language', async () => {
    const fleet = smallFleet(1);
    // Another app of this suite stored this choice.
    window.localStorage.clear();
    renderFleet('/irsa/service-accounts', {
      features: [frenchModule],
      config: {
        app: {
          extensions: [
            {
              'api:app/app-language': {
                config: {
                  availableLanguages: ['en', 'fr'],
                  defaultLanguage: 'fr',
                },
              },
            },
          ],
        },
      },
      fleet: {
        ...fleet,
        serviceAccounts: fleet.serviceAccounts.map(account => ({
          ...account,
          pods: 1234,
          checkedAt: '2020-05-01T12:00:00Z',
        })),
      },
    });
    // The table renders again after its rows are loaded.
    expect(
      await screen.findByText(/^1\s234$/, undefined, FIRST_RENDER),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('grid', { name: 'Comptes de service' }),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('columnheader', { name: 'Contrôlé' }),
    ).toBeInTheDocument();
    expect(screen.getByText(/^il y a \d+ jours$/)).toHaveAttribute(
      'title',
      expect.stringMatching(/^1 mai 2020/),
    );
    // Messages without a translation stay in English.
    expect(screen.getByRole('button', { name: 'Columns' })).toBeVisible();
  });

  it('matches the code in the documentation', () => {
    const read = (path: string) =>
      readFileSync(resolve(__dirname, path), 'utf8');
    expect(read('../../../../docs/how-to/translate.md')).toContain(
      read('__testUtils__/french.ts').replace(
        "'../..'",
        "'@backstage-irsa/plugin-irsa'",
      ),
    );
  });
});
