import type { Caller } from './callers';
import type { Answer, Row } from './rows';
import type { Stage } from './stage';
import { specOfPayments, type Things } from './things';

/** The HTTP status for each error that actions throw. */
const STATUS: Record<string, number> = {
  InputError: 400,
  NotAllowedError: 403,
  NotFoundError: 404,
};

/** Converts the result of an action to a response like that of a route. */
async function answerOf(run: Promise<unknown>): Promise<Answer> {
  try {
    return { status: 200, text: JSON.stringify((await run) ?? null) };
  } catch (error) {
    const { name, message } = error as Error;
    return { status: STATUS[name] ?? 500, text: `${name}: ${message}` };
  }
}

/** Runs a template action as a caller. */
export const runTemplate = (
  { templates }: Stage,
  id: string,
  input: object,
  { credentials }: Caller,
) => answerOf(templates.run(id, input, credentials));

/** Invokes a registered action as a caller. */
export const invoke = (
  { actions }: Stage,
  id: string,
  input: object,
  { credentials }: Caller,
) => answerOf(actions.invoke(id, input, credentials));

type Asked = [
  id: string,
  statuses: Row['statuses'],
  input: (of: Things) => object,
];

const READ: Row['statuses'] = [200, 200, 200];
const OWN_ONLY: Row['statuses'] = [200, 403, 403];
const spec = ({ name, entityRef }: Things) =>
  specOfPayments(name, { entityRef });
const place = (name: string) => ({
  ...{ cluster: 'prod-eu', namespace: 'payments', name },
});
const of =
  (rest: object = {}) =>
  ({ name, entityRef }: Things) => ({
    ...{ entityRef, serviceAccount: `prod-eu/payments/${name}`, ...rest },
  });

const TEMPLATE: Asked[] = [
  ['irsa:service-account:create', OWN_ONLY, spec],
  [
    'irsa:service-account:render',
    OWN_ONLY,
    it => ({
      ...specOfPayments(`${it.name}-rendered`, { entityRef: it.entityRef }),
      format: 'terraform',
    }),
  ],
  ['irsa:service-account:verify', READ, ({ name }) => place(name)],
  ['irsa:service-account:migrate', OWN_ONLY, of()],
  [
    'irsa:service-account:hand-over',
    OWN_ONLY,
    ({ entityRef, toDelete }) => ({
      entityRef,
      serviceAccount: `prod-eu/payments/${toDelete.handOver.name}`,
      to: 'terraform',
    }),
  ],
  [
    'irsa:service-account:delete',
    OWN_ONLY,
    ({ toDelete }) => place(toDelete.template.name),
  ],
];

const REGISTRY: Asked[] = [
  ['verify', READ, of({ live: true })],
  ['explain-permissions', READ, of()],
  ['can-i', READ, of({ action: 's3:GetObject', resource: 'arn:aws:s3:::a/b' })],
  ['diagnose', READ, of({ text: 'x' })],
  ['propose-right-size', READ, of()],
  ['plan', OWN_ONLY, spec],
  ['create-service-account', OWN_ONLY, spec],
  ['plan-migration', OWN_ONLY, of()],
  [
    'delete-service-account',
    OWN_ONLY,
    ({ toDelete }) => place(toDelete.registry.name),
  ],
];

const rowsOf = (asked: Asked[], run: typeof runTemplate): Row[] =>
  asked.map(([name, statuses, input]) => ({
    ...{ name, statuses },
    ask: (stage, caller, side) => run(stage, name, input(stage[side]), caller),
  }));

export const TEMPLATE_ROWS = rowsOf(TEMPLATE, runTemplate);
export const REGISTRY_ROWS = rowsOf(REGISTRY, invoke);
