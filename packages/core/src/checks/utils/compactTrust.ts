import type {
  ConditionBlock,
  PolicyDocument,
  Statement,
} from '@backstage-irsa/iam-policy';
import { statementsOf } from '../../model/document';
import { claimOf } from './trustKeys';

const POSITIVE = /^String(Equals|Like)$/;

/** Returns the operator and key with which the statement names its subjects; undefined if it does not name them in exactly one place. */
function subjectPlace({
  Effect: effect,
  Condition: block = {},
}: Statement): { operator: string; key: string } | undefined {
  const places = Object.entries(block).flatMap(([operator, keys]) =>
    Object.keys(keys)
      .filter(key => claimOf(key) === 'sub')
      .map(key => ({ operator, key })),
  );
  const [place] = places;
  return effect === 'Allow' &&
    places.length === 1 &&
    POSITIVE.test(place.operator)
    ? place
    : undefined;
}

function withSubjects(
  statement: Statement,
  { operator, key }: { operator: string; key: string },
  values: string[],
): Statement {
  const block: ConditionBlock = statement.Condition ?? {};
  return {
    ...statement,
    Condition: {
      ...block,
      [operator]: {
        ...block[operator],
        [key]: values.length === 1 ? values[0] : values,
      },
    },
  };
}

function subjectsOf(
  { Condition: block = {} }: Statement,
  { operator, key }: { operator: string; key: string },
): string[] {
  return [block[operator][key]].flat().map(String);
}

/** Serializes a value with sorted keys, so that objects that differ only in key order give the same text. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(
          Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)),
        )
      : inner,
  );
}

/**
 * Returns an equivalent trust policy with fewer characters: Allow statements that differ only in their subjects or Sid become one statement with a
 * list of subjects.
 */
export function compactTrust(document: PolicyDocument): PolicyDocument {
  const compact: Statement[] = [];
  const places = new Map<string, number>();
  for (const statement of statementsOf(document)) {
    const place = subjectPlace(statement);
    const { Sid: _, ...rest } = statement;
    const likeness =
      place && canonical(withSubjects(rest, place, ['the subject']));
    const index = likeness === undefined ? undefined : places.get(likeness);
    if (place && index !== undefined) {
      const subjects = [compact[index], statement].flatMap(one =>
        subjectsOf(one, place),
      );
      compact[index] = withSubjects(compact[index], place, [
        ...new Set(subjects),
      ]);
    } else {
      if (likeness !== undefined) places.set(likeness, compact.length);
      compact.push(statement);
    }
  }
  return { ...document, Statement: compact };
}
