import type { Exchange } from './session';

/** One value that differs between two counterparts. */
export interface Difference {
  /** The case, the request, and the path of the value in the response, such as `… | GET /api/v1/…: body.metadata.labels.a`. */
  where: string;
  sandbox: unknown;
  genuine: unknown;
}

/** Fields whose value differs in each run: the comparison only checks that they are present. */
const PARTICULARS = [
  'continue',
  'creationTimestamp',
  'deletionTimestamp',
  'expirationTimestamp',
  'remainingItemCount',
  'resourceVersion',
  'time',
  'token',
  'uid',
];

const UID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
const FIXED = '00000000-0000-4000-8000-000000000000';

function withoutParticulars(key: string, value: unknown): unknown {
  if (key === 'causes' && Array.isArray(value)) return inAnyOrder(value);
  if (PARTICULARS.includes(key) && typeof value === 'string' && value) {
    return `<${key}>`;
  }
  if (typeof value === 'string') {
    return value
      .replace(UID, uid => (uid === FIXED ? uid : '<uid>'))
      .replace(/(ResourceVersion in [a-z ]+) \(\d+\)/g, '$1 (<version>)');
  }
  return value;
}

/** Sorts the causes of a conflict between managers: the API server reads the managers from a Go map, whose order varies. */
function inAnyOrder(causes: { reason: string; message: string }[]) {
  return causes.every(({ reason }) => reason === 'FieldManagerConflict')
    ? [...causes].sort((a, b) => a.message.localeCompare(b.message))
    : causes;
}

/** Returns the values that differ between two recordings of the same case. */
export function compare(
  sandbox: Exchange[],
  genuine: Exchange[],
  title: string,
): Difference[] {
  if (sandbox.length !== genuine.length) {
    throw new Error('The case asked one counterpart more than the other.');
  }
  return genuine.flatMap(({ question, answer }, index) =>
    leaves(
      plain(sandbox[index].answer),
      plain(answer),
      `${title} | ${question}: `,
    ),
  );
}

function plain(answer: unknown): unknown {
  return JSON.parse(JSON.stringify(answer), withoutParticulars);
}

function leaves(
  sandbox: unknown,
  genuine: unknown,
  where: string,
): Difference[] {
  if (isNode(sandbox) && isNode(genuine)) {
    const keys = new Set([...Object.keys(sandbox), ...Object.keys(genuine)]);
    return [...keys].flatMap(key =>
      leaves(
        sandbox[key],
        genuine[key],
        where.endsWith(' ') ? `${where}${key}` : `${where}.${key}`,
      ),
    );
  }
  return Object.is(sandbox, genuine) ? [] : [{ where, sandbox, genuine }];
}

/** Checks whether a value has children. Lists are compared item by item, with their positions as keys. */
function isNode(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
