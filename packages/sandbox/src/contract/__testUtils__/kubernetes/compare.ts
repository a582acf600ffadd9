import type { Exchange } from './session';

/** One value in which two counterparts differ. */
export interface Difference {
  /** The case, the question, and the path of the value in the answer, such as `… | GET /api/v1/…: body.metadata.labels.a`. */
  where: string;
  sandbox: unknown;
  genuine: unknown;
}

/** What is another in each run: only whether it is there is compared. */
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

/** Causes of a conflict between managers sorted: the API server reads the managers from a Go map, whose order is another each time. */
function inAnyOrder(causes: { reason: string; message: string }[]) {
  return causes.every(({ reason }) => reason === 'FieldManagerConflict')
    ? [...causes].sort((a, b) => a.message.localeCompare(b.message))
    : causes;
}

/** The values in which two accounts of the same case differ. */
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

/** Lists are compared item by item, as if their positions were names. */
function isNode(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
