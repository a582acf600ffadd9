/** The aspects of an operation that a contract covers. */
export const ASPECTS = [
  'success',
  'not-found',
  'conflict',
  'limit',
  'paging',
  'malformed',
  'forbidden',
] as const;

export type Aspect = (typeof ASPECTS)[number];

/** The behavior of an operation in one situation. The case calls the operation, and fails if a counterpart behaves differently. */
export interface Case<Session> {
  /** The operation, such as `iam:CreateRole` or `create serviceaccounts`. */
  operation: string;
  aspect: Aspect;
  /** The situation and the expected result. */
  title: string;
  run(session: Session): Promise<void>;
}

/** Returns the cases of one operation, given by aspect and then by title. */
export function operation<Session>(
  name: string,
  cases: Partial<Record<Aspect, Record<string, Case<Session>['run']>>>,
): Case<Session>[] {
  return ASPECTS.flatMap(aspect =>
    Object.entries(cases[aspect] ?? {}).map(([title, run]) => ({
      operation: name,
      aspect,
      title,
      run,
    })),
  );
}

/** Returns the name of a case, which lists of exceptions match. */
export function nameOf({
  operation: name,
  aspect,
  title,
}: Case<never>): string {
  return `${name}, ${aspect}: ${title}`;
}
