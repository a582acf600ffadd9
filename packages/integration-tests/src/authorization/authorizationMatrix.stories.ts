import type { Call } from '@backstage-irsa/sandbox';
import type { Knex } from 'knex';
import {
  REGISTRY_ENTRY_POINTS,
  TEMPLATE_ENTRY_POINTS,
} from '../__testUtils__/matrix/actions';
import {
  CALLERS,
  type CallerName,
  type Whose,
} from '../__testUtils__/matrix/callers';
import { MODULE_ENTRY_POINTS } from '../__testUtils__/matrix/modules';
import { OPERATIONS } from '../__testUtils__/matrix/operations';
import { rowsOf } from '../__testUtils__/rowsOf';
import { routeEntryPoints, ROUTES } from '../__testUtils__/matrix/routes';
import { setStage } from '../__testUtils__/matrix/stage';
import { matrixTable } from '../__testUtils__/matrix/table';
import { writeReport } from '../__testUtils__/report';
import type { Answer, EntryPoint, Stage } from '../__testUtils__/matrix/types';

const ALL = [
  ...routeEntryPoints(),
  ...TEMPLATE_ENTRY_POINTS,
  ...REGISTRY_ENTRY_POINTS,
  ...MODULE_ENTRY_POINTS,
];
/** Refused callers come first, because allowed callers change the data. */
const CASES = [
  'anonymous',
  'service',
  'without',
  'others',
  'own',
  'with',
].flatMap(name =>
  ALL.flatMap(entryPoint => {
    const caller = name as CallerName;
    const outcome = entryPoint.outcomes[caller];
    return outcome === undefined
      ? []
      : [
          {
            entryPoint,
            caller,
            who: CALLERS[caller].title,
            what: entryPoint.name,
            ...outcome,
          },
        ];
  }),
);

/** Returns the harmful effects of a refused request. */
function harmOf({ status, text }: Answer, calls: readonly Call[]): string[] {
  if (status < 400) return [];
  const isBarred = status === 401 || status === 403;
  return [
    ...calls
      .filter(({ write }) => write || isBarred)
      .map(({ operation }) => operation),
    ...(text.match(/arn:aws|files-of-/g) ?? []),
  ];
}

/** Returns the owners whose data a response contains. */
function toldBy({ marks }: EntryPoint, { text }: Answer): Whose[] {
  const whose: Whose[] = ['own', 'others'];
  return marks ? whose.filter(each => text.includes(marks[each])) : [];
}

describe('the authorization matrix', () => {
  let stage: Stage;
  let audit: Awaited<ReturnType<typeof setStage>>['audit'];
  let knex: Knex;

  beforeAll(async () => {
    ({ stage, audit, knex } = await setStage());
  });
  afterAll(async () => {
    await stage?.host.stop();
    writeReport('authorization-matrix', matrixTable(ALL));
  });

  it('has a row for exactly the operations of the API', () => {
    expect(Object.keys(ROUTES).sort()).toEqual(
      OPERATIONS.map(({ id }) => id).sort(),
    );
  });

  it('has a row for every action', async () => {
    const names = (entryPoints: EntryPoint[]) =>
      entryPoints.map(({ name }) => name).sort();
    expect(names(TEMPLATE_ENTRY_POINTS)).toEqual(
      stage
        .templateActions()
        // This action calls only the catalog.
        .filter(name => name !== 'irsa:repository:locate')
        .sort(),
    );
    const registered = await stage.registryActions();
    expect(names(REGISTRY_ENTRY_POINTS)).toEqual(registered.sort());
  });

  it.each(['/service-accounts', '/overview', '/exports/findings'])(
    'forbids caches to store a response of %s',
    async path => {
      const { header } = CALLERS.with;
      const { headers } = await stage.host
        .get(path)
        .set('Authorization', header);
      expect(headers['cache-control']).toBe('no-store');
    },
  );

  it.each(CASES)(
    '$who, $what: $status',
    async ({ entryPoint, caller, status, tells }) => {
      audit.events.length = 0;
      const before = stage.host.sandbox.world.calls.count;
      const rows = await rowsOf(knex);
      const answer = await entryPoint.ask(stage, CALLERS[caller]);
      const calls = stage.host.sandbox.world.calls.since(before);
      const unforeseen = answer.status === status ? undefined : answer.text;
      expect({ status: answer.status, unforeseen }).toEqual({ status });
      expect(status < 400 || (await rowsOf(knex)) === rows).toBe(true);
      expect(harmOf(answer, calls)).toEqual([]);
      expect(toldBy(entryPoint, answer)).toEqual(tells ?? []);
      expectAudited(entryPoint, caller, status);
    },
  );

  function expectAudited(
    entryPoint: EntryPoint,
    caller: CallerName,
    status: number,
  ): void {
    const told = audit.events.map(({ eventId, severity }) => ({
      id: eventId,
      severity,
    }));
    // Backstage itself refuses anonymous callers before the request reaches a route of the plugin.
    if (caller === 'anonymous' && status === 401) {
      expect(told).toEqual([]);
      return;
    }
    expect(told.length > 0).toBe(entryPoint.events.length > 0);
    for (const event of told) expect(entryPoint.events).toContainEqual(event);
    if (told.length === 0) return;
    if (status < 400) expect(told).toContainEqual(entryPoint.events.at(-1));
    const [last] = audit.events.slice(-1);
    const isMissing = entryPoint.looksFirst && caller === 'others';
    expect(last.outcome).toBe(
      status < 400 || isMissing ? 'succeeded' : 'failed',
    );
  }
});
