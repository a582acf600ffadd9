import type { Caller } from './callers';
import { toOne } from './outcomes';
import { specFor } from './routes';
import type { Answer, EntryPoint, Stage, Things } from './types';

/** The HTTP status for each error that actions throw. */
const STATUS: Record<string, number> = {
  AuthenticationError: 401,
  InputError: 400,
  NotAllowedError: 403,
  NotFoundError: 404,
};

async function answerOf(run: () => Promise<unknown>): Promise<Answer> {
  try {
    return { status: 200, text: JSON.stringify((await run()) ?? null) };
  } catch (error) {
    const { name, message } = error as Error;
    return { status: STATUS[name] ?? 500, text: `${name}: ${message}` };
  }
}

type Input = (of: Things) => object;
type Run = (
  stage: Stage,
) => (id: string, input: object, caller: Caller) => Promise<unknown>;

function entryPointTo(
  run: Run,
  id: string,
  input: Input,
  rest: Omit<EntryPoint, 'name' | 'ask'>,
): EntryPoint {
  return {
    name: id,
    ...rest,
    ask: (stage, caller) =>
      answerOf(() => run(stage)(id, input(stage.things[caller.whose]), caller)),
  };
}

const place = (which: string) => (of: Things) => ({
  cluster: 'prod-eu',
  namespace: 'production',
  name: of.toDelete[which].name,
});
const known = (of: Things) => ({
  cluster: 'prod-eu',
  namespace: 'production',
  name: of.name,
});
const entity = (rest: object) => (of: Things) => ({
  entityRef: of.entityRef,
  serviceAccount: `prod-eu/production/${of.name}`,
  ...rest,
});
const low = (id: string) => ({ id, severity: 'low' });
const medium = (id: string) => ({ id, severity: 'medium' });
const high = (id: string) => ({ id, severity: 'high' });

const FETCH = low('service-account-fetch');
const PLAN = low('plan-create');
const WAIT = low('operation-fetch');
const OF_A_SPEC = toOne(200, { others: 403 });

/** The template actions, which call the routes on behalf of the task's initiator. */
export const TEMPLATE_ENTRY_POINTS: EntryPoint[] = (
  [
    [
      'irsa:service-account:create',
      (of: Things) => specFor(of),
      {
        events: [PLAN, WAIT, high('service-account-apply')],
        outcomes: OF_A_SPEC,
      },
    ],
    [
      'irsa:service-account:render',
      (of: Things) => ({
        ...specFor(of, { name: `${of.name}-rendered` }),
        format: 'terraform',
      }),
      { events: [low('rendering-create')], outcomes: OF_A_SPEC },
    ],
    [
      'irsa:service-account:verify',
      known,
      {
        events: [FETCH, medium('service-account-verify')],
        outcomes: toOne(),
      },
    ],
    [
      'irsa:service-account:migrate',
      entity({}),
      {
        events: [FETCH, low('migration-plan-create')],
        outcomes: toOne(200, { others: 400 }),
        looksFirst: true,
      },
    ],
    [
      'irsa:service-account:hand-over',
      (of: Things) => ({
        entityRef: of.entityRef,
        serviceAccount: `prod-eu/production/${of.toDelete.handOver.name}`,
        to: 'terraform',
      }),
      {
        events: [FETCH, high('service-account-hand-over')],
        outcomes: toOne(200, { others: 400 }),
        looksFirst: true,
      },
    ],
    [
      'irsa:service-account:delete',
      place('template'),
      {
        events: [WAIT, high('service-account-delete')],
        outcomes: toOne(),
      },
    ],
  ] satisfies [string, Input, Omit<EntryPoint, 'name' | 'ask'>][]
).map(([id, input, rest]) =>
  entryPointTo(stage => stage.runTemplate, id, input, rest),
);

/** An anonymous caller gets 403 like any other caller that is not a user: the registry has no 401. */
const person = (outcomes: EntryPoint['outcomes']): EntryPoint['outcomes'] => ({
  ...outcomes,
  anonymous: { status: 403 },
});

/** The actions of the registry, which MCP clients call. */
export const REGISTRY_ENTRY_POINTS: EntryPoint[] = (
  [
    ['verify', entity({ live: true }), medium('service-account-verify')],
    ['explain-permissions', entity({}), medium('permissions-fetch')],
    [
      'can-i',
      entity({ action: 's3:GetObject', resource: 'arn:aws:s3:::a/b' }),
      medium('permissions-simulate'),
    ],
    ['diagnose', entity({ text: 'x' }), medium('service-account-diagnose')],
    ['plan', (of: Things) => specFor(of), PLAN],
    [
      'create-service-account',
      (of: Things) => specFor(of),
      high('service-account-apply'),
    ],
    [
      'delete-service-account',
      place('registry'),
      high('service-account-delete'),
    ],
    ['plan-migration', entity({}), low('migration-plan-create')],
    ['propose-right-size', entity({}), medium('right-size-propose')],
  ] satisfies [string, Input, EntryPoint['events'][number]][]
).map(([id, input, event]) => {
  const ofASpec = ['plan', 'create-service-account'].includes(id);
  return entryPointTo(stage => stage.invokeAction, id, input, {
    events: [event],
    outcomes: person(ofASpec ? OF_A_SPEC : toOne()),
  });
});
