/** What a contract says about an operation. */
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

/** What an operation does in one situation, said by calling it: it fails where a counterpart does otherwise. */
export interface Case<Session> {
  /** Such as `iam:CreateRole` or `create serviceaccounts`. */
  operation: string;
  aspect: Aspect;
  /** The situation and what comes of it. */
  title: string;
  run(session: Session): Promise<void>;
}

/** The cases of one operation: by aspect, then by title. */
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

/** A case's name, by which a list of exceptions finds it. */
export function nameOf({
  operation: name,
  aspect,
  title,
}: Case<never>): string {
  return `${name}, ${aspect}: ${title}`;
}
