import { anyJson, anyText, fuzz, mutated } from '@backstage-irsa/fuzz';
import { act, cleanup, render, renderHook } from '@testing-library/react';
import fc from 'fast-check';
import type { PropsWithChildren } from 'react';
import { MemoryRouter, useLocation } from 'react-router-dom';
import { WithCode } from '../shared/ui/WithCode';
import { specOf } from '../features/fields/plan/specOf';
import {
  useMigrationFilter,
  STAGES,
} from '../features/fleet/migration/useMigrationFilter';
import { useTableQuery } from '../features/fleet/table/useTableQuery';
import {
  ACCOUNT_PARAMETER,
  tabQuery,
} from '../shared/serviceAccount/accountQuery';
import { lineDiff } from '../shared/viewer/lineDiff';
import { policyLines } from '../shared/policy/policyLines';
import { remediationOf } from '../shared/chain/remediation';
import { timeAgo } from '../shared/ui/timeAgo';

const FILTERS = ['cluster', 'namespace', 'status', 'owner'] as const;

const query = fc
  .array(
    fc.tuple(
      fc.oneof(
        fc.constantFrom(...FILTERS, 'q', 'sort', 'order', 'open', 'stage'),
        anyText,
      ),
      anyText,
    ),
    { maxLength: 5 },
  )
  .map(pairs => new URLSearchParams(pairs).toString());

const addresses = fc.oneof(
  query,
  // As a user typed it.
  anyText.map(text => text.replace(/[#\s]/g, '')),
);

function renderAt<T>(use: () => T, search: string) {
  return renderHook(() => ({ own: use(), location: useLocation() }), {
    wrapper: ({ children }: PropsWithChildren) => (
      <MemoryRouter initialEntries={[{ pathname: '/', search: `?${search}` }]}>
        {children}
      </MemoryRouter>
    ),
  });
}

describe('fuzz: pages', () => {
  fuzz(
    'the state of a table in the URL',
    fc.tuple(addresses, anyText),
    ([search, word]) => {
      const { result } = renderAt(() => useTableQuery(FILTERS), search);
      const given = new URLSearchParams(search);
      const { filters, query: asked } = result.current.own;
      for (const { id, values } of filters) {
        expect(given.get(id)).toBe(values.join(','));
      }
      expect([undefined, 'asc', 'desc']).toContain(asked.order);
      act(() => result.current.own.filter({ cluster: [word] }));
      const set = new URLSearchParams(result.current.location.search);
      expect(set.get('cluster') ?? '').toBe(word.toWellFormed());
      expect(result.current.location.pathname).toBe('/');
      cleanup();
    },
  );

  fuzz('the filter of the migration in the URL', addresses, search => {
    const { result } = renderAt(useMigrationFilter, search);
    expect([undefined, ...STAGES]).toContain(result.current.own.filter.stage);
    cleanup();
  });

  fuzz(
    'links to an account',
    fc.record({ cluster: anyText, namespace: anyText, name: anyText }),
    account => {
      const params = new URLSearchParams(tabQuery(account));
      expect([...params.keys()]).toEqual([ACCOUNT_PARAMETER]);
      expect(params.get(ACCOUNT_PARAMETER)).toBe(
        `${account.cluster}/${account.namespace}/${account.name}`.toWellFormed(),
      );
    },
  );

  fuzz('sentences with code', anyText, text => {
    const box = document.createElement('div');
    const { container } = render(<WithCode text={text} />);
    box.innerHTML = container.innerHTML;
    cleanup();
    const tags = [...box.querySelectorAll('*')].map(({ tagName }) => tagName);
    expect(tags.filter(tag => tag !== 'CODE')).toEqual([]);
    // HTML cannot hold lone surrogates, NULs, or carriage returns.
    const plain = (words: string) =>
      words
        .toWellFormed()
        .replace(/\0|\ufffd/g, '')
        .replace(/\r\n?/g, '\n');
    expect(plain(box.textContent ?? '')).toBe(plain(text.replaceAll('`', '')));
  });

  const documents = fc.oneof(
    anyText,
    mutated({ Version: '2012-10-17', Statement: [{ Effect: 'Allow' }] }).map(
      value => JSON.stringify(value) ?? '',
    ),
  );

  fuzz('differences of documents', fc.tuple(documents, documents), pair => {
    const lines = lineDiff(...pair);
    const side = (left: string) =>
      lines
        .filter(({ change }) => change !== left)
        .map(({ text }) => text)
        .join('\n');
    const [old, fresh] = [side('added'), side('removed')];
    expect(lineDiff(old, fresh).map(({ change }) => change)).toHaveLength(
      lines.length,
    );
    // Equal documents have no differences.
    expect(
      lineDiff(pair[0], pair[0]).every(({ change }) => change === 'same'),
    ).toBe(true);
  });

  fuzz('policies as lines', documents, text => {
    const { lines, statements } = policyLines({ document: text, errors: [] });
    for (const { first, last } of statements) {
      expect(first <= last && last < lines.length).toBe(true);
    }
    if (statements.length > 0) {
      expect(JSON.parse(lines.join('\n'))).toEqual(JSON.parse(text));
    }
  });

  fuzz(
    'remediations',
    fc.tuple(fc.option(anyText), fc.array(anyText, { maxLength: 3 })),
    ([text, commands]) => {
      const shown = remediationOf({ remediation: text, commands });
      if (shown) expect(text).toContain(shown.sentence);
    },
  );

  fuzz('times', fc.tuple(fc.double(), fc.double()), ([at, now]) => {
    const { unit, count } = timeAgo(at, now);
    expect(['now', 'minutes', 'hours', 'days']).toContain(unit);
    expect(count).toBeGreaterThanOrEqual(0);
  });

  fuzz(
    'the data of forms',
    fc.oneof(
      mutated({
        component: 'orders',
        owner: 'group:default/team',
        cluster: 'prod-eu',
        namespace: 'production',
        name: 'orders',
        grants: [{ service: 's3', access: 'read', resource: 'orders' }],
      }),
      anyJson,
    ),
    data => {
      const spec = specOf(data);
      if (!spec) return;
      const { cluster, namespace, name, entityRef } = spec;
      for (const text of [cluster, namespace, name, entityRef]) {
        expect(typeof text).toBe('string');
      }
    },
  );
});
