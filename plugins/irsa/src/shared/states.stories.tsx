import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen, within } from '@testing-library/react';
import type { ReactNode } from 'react';
import { ExtentMark } from './permissions/grid/ExtentMark';
import { EntryState } from './permissions/grid/EntryState';
import { LinkStateBadge } from './chain/LinkStateBadge';
import { VerdictBadge } from './permissions/question/VerdictBadge';
import {
  IdentitySourceBadge,
  FindingStateBadge,
  FleetStatusBadge,
  ReachBadge,
  ScopeBadge,
  SeverityBadge,
} from '../features/fleet/cells/badges';
import { StageBadge } from '../features/fleet/migration/StageBadge';
import { StatusBadge } from './chain/StatusBadge';

const of = <State extends string>(
  states: readonly State[],
  show: (state: State) => ReactNode,
) => states.map(state => ({ state, shown: show(state) }));

const KINDS = {
  'IAM service account': of(
    [
      'verified',
      'checksPass',
      'provedBefore',
      'settling',
      'degraded',
      'broken',
      'unknown',
      'pending',
      'unverified',
    ],
    state => <StatusBadge status={state} />,
  ),
  'IAM service account of the fleet': of(
    ['verified', 'checksPass', 'provedBefore', 'degraded', 'broken', 'unknown'],
    state => <FleetStatusBadge status={state} />,
  ),
  link: of(
    ['ok', 'warning', 'broken', 'unknown', 'not-checked', 'not-needed'],
    state => <LinkStateBadge state={state} />,
  ),
  level: of(['full', 'limited', 'none', 'blocked', 'unknown'], state => (
    <ExtentMark state={state} />
  )),
  grant: of(
    ['allowed', 'allowed-if', 'allowed-except', 'blocked', 'unknown'],
    state => <EntryState state={state} isAllRead />,
  ),
  verdict: of(
    [
      'allowed',
      'allowed-by-role',
      'allowed-by-user',
      'allowed-by-resource',
      'conditional',
      'unknown',
      'denied',
      'explicitly-denied',
    ],
    state => <VerdictBadge verdict={state} />,
  ),
  severity: of(['critical', 'high', 'medium', 'low'], state => (
    <SeverityBadge severity={state} />
  )),
  identitySource: of(
    ['service-account-role', 'node-role', 'static-keys', 'none', 'unknown'],
    state => <IdentitySourceBadge identitySource={state} />,
  ),
  finding: of(['open', 'accepted', 'resolved'], state => (
    <FindingStateBadge state={state} />
  )),
  reach: of(['all-pods', 'host-network-only', 'unknown'], state => (
    <ReachBadge reach={state} />
  )),
  scan: of(['never', 'current', 'stale', 'scanning'], state => (
    <ScopeBadge state={state} />
  )),
  migration: of(['irsa', 'in-progress', 'pod-identity'], state => (
    <StageBadge stage={state} />
  )),
};

describe('without colors', () => {
  it.each(Object.entries(KINDS))(
    'each state of a %s has its own icon and its own words',
    async (_kind, states) => {
      renderInTestApp(
        <ul>
          {states.map(({ state, shown }) => (
            <li key={state}>{shown}</li>
          ))}
        </ul>,
      );
      const list = within(await screen.findByRole('list'));
      const items = list.getAllByRole('listitem');
      const words = items.map(({ textContent }) => textContent?.trim());
      expect(words.filter(Boolean)).toHaveLength(states.length);
      expect(new Set(words).size).toBe(states.length);
      for (const item of items) {
        // A decorative icon has no role.
        expect(
          item.querySelector('svg[aria-hidden="true"] path'),
        ).not.toBeNull();
      }
    },
  );
});
