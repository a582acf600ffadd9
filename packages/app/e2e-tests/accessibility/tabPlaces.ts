/* eslint-disable @backstage/no-relative-monorepo-imports -- the fixtures of the plugin's gallery are not published */
import type { Cluster } from '@backstage-irsa/core/model';
import type { Page } from '@playwright/test';
import { clusters } from '../../../../plugins/irsa/dev/fixtures/clusters';
import { trustPlan } from '../../../../plugins/irsa/dev/fixtures/plans';
import {
  broken,
  degraded,
  verified,
} from '../../../../plugins/irsa/dev/fixtures/serviceAccounts';
import { COMPONENT, known } from './answers';
import { STATES } from './cardPlaces';
import { type Place, press } from './place';

const ASKED_FOR = {
  ...verified,
  spec: {
    entityRef: `component:default/${COMPONENT}`,
    cluster: 'prod-eu',
    namespace: 'production',
    name: 'orders',
  },
};
/** An account with drift that a plan can fix. */
const FIXABLE = { ...broken, drift: trustPlan.steps.slice(0, 1) };
const TAB = `/catalog/default/component/${COMPONENT}/aws-access`;
const OURS = 'main .bui-Container, .bui-Popover, [role=dialog]';

/** Creates a place for a state of the tab that an action opens. */
const opened = (
  state: string,
  answers: Place['answers'],
  open: NonNullable<Place['open']>,
  shown: Place['shown'],
  subTab = '',
): Place => ({
  page: 'Tab',
  state,
  path: `${TAB}${subTab}`,
  answers,
  open,
  shown,
  ours: OURS,
});

async function ask(page: Page, action: string) {
  const keys = { delay: 20 };
  await page
    .getByRole('combobox', { name: 'Action' })
    .pressSequentially(action, keys);
  await page.keyboard.press('Escape');
  await page
    .getByRole('combobox', { name: 'Resource' })
    .pressSequentially('arn:aws:s3:::orders-uploads/a', keys);
  await page.keyboard.press('Tab');
  await press(page, /^Ask$/);
}

const answer = (page: Page) =>
  page.getByRole('group', { name: 'By the policies read' });

async function diagnose(page: Page, text: string) {
  const part = page.getByRole('region', { name: 'Diagnose' });
  await part.getByRole('textbox').fill(text);
  await part.getByRole('button', { name: 'Diagnose' }).click();
}

/** The settings that limit writes in the cluster of the account. */
const LIMITED: [state: string, change: Partial<Cluster>, says: string][] = [
  ['observe mode', { mode: 'observe' }, 'Observe mode'],
  ['pull-request mode', { mode: 'pull-request' }, 'Pull-request mode'],
  [
    'frozen',
    { freeze: { reason: 'Year-end, until 2027-01-04.' } },
    'Changes are frozen',
  ],
];

/** The states of the component tab. */
export const TAB_PLACES: Place[] = [
  ...LIMITED.map(([state, change, says]) => ({
    page: 'Tab',
    state,
    path: TAB,
    answers: {
      ...known(ASKED_FOR),
      clusters: clusters.map(each => ({ ...each, ...change })),
    },
    shown: (page: Page) => page.getByText(says),
    ours: OURS,
  })),
  ...STATES.map(({ state, answers, says }) => ({
    page: 'Tab',
    state,
    path: TAB,
    answers,
    shown: (page: Page) => page.getByRole('main').getByText(says).first(),
    ours: OURS,
    always: ['loading', 'error'].includes(state),
  })),
  opened(
    'a link opened',
    known(verified),
    page => press(page, /^Trust policy/),
    page => page.getByRole('region', { name: /^Trust policy/ }),
  ),
  opened(
    'the plan that fixes the broken link',
    { ...known(FIXABLE), plan: trustPlan },
    page => press(page, 'Fix…'),
    page =>
      page.getByRole('dialog').getByRole('list', { name: 'What changes' }),
  ),
  opened(
    'the plan being applied',
    { ...known(FIXABLE), plan: trustPlan },
    async page => {
      await press(page, 'Fix…');
      await press(page, 'Apply');
    },
    page => page.getByRole('list', { name: 'Plan steps' }),
  ),
  ...['Permissions', 'Workloads', 'History'].map(name =>
    opened(
      name,
      known(degraded),
      async () => {},
      page => page.getByRole('region', { name, exact: true }),
      `/${name.toLowerCase()}`,
    ),
  ),
  opened(
    'an unknown sub-tab',
    known(verified),
    async () => {},
    page => page.getByRole('heading', { name: 'Not found' }),
    '/nonsense',
  ),
  opened(
    'a level and its statement opened',
    known(degraded),
    async page => {
      const cell = page.getByRole('table').getByRole('button').first();
      await cell.click();
    },
    page => page.getByRole('button', { name: /^Close / }).first(),
    '/permissions',
  ),
  opened(
    '"Can it …?": allowed',
    known(verified),
    page => ask(page, 's3:PutObject'),
    answer,
    '/permissions',
  ),
  opened(
    '"Can it …?": under a condition',
    known(verified),
    page => ask(page, 's3:ListBucket'),
    answer,
    '/permissions',
  ),
  opened(
    '"Can it …?": denied',
    known(verified),
    page => ask(page, 's3:DeleteBucket'),
    answer,
    '/permissions',
  ),
  opened(
    'an error diagnosed',
    known(broken),
    page => diagnose(page, 'AccessDenied AssumeRoleWithWebIdentity'),
    page => page.getByRole('list', { name: 'Likely faults' }),
  ),
  opened(
    'a text that says nothing',
    known(broken),
    page => diagnose(page, 'hello'),
    page => page.getByText(/^Nothing in the text was recognized/),
  ),
  opened(
    'unused access found',
    known(verified),
    page => press(page, 'Find unused access'),
    page => page.getByRole('list', { name: 'Services that are granted' }),
    '/permissions',
  ),
  opened(
    'dialog: remove',
    known(ASKED_FOR),
    page => press(page, 'Remove AWS access…'),
    page =>
      page
        .getByRole('dialog')
        .getByRole('list', { name: 'Resources to delete' }),
  ),
  opened(
    'dialog: adopt',
    known(verified),
    page => press(page, 'Adopt…'),
    page =>
      page.getByRole('dialog').getByRole('list', { name: 'What changes' }),
  ),
  opened(
    'dialog: move to EKS Pod Identity',
    known(ASKED_FOR),
    page => press(page, 'Migrate to EKS Pod Identity…'),
    page =>
      page.getByRole('dialog').getByRole('list', { name: 'What changes now' }),
  ),
];
