import type { Case } from './aspects';
import { ASPECTS, type Aspect } from './aspects';
import { AWS_CASES } from './aws/cases';
import { MOTO_EXCEPTIONS, notHeldAgainstMoto } from './aws/moto';
import { OMISSIONS } from './aws/omissions';
import { KUBERNETES_CASES } from './kubernetes/cases';
import { KNOWN_DIFFERENCES } from './kubernetes/differences';

type Row = (string | number)[];

function table(head: string[], rows: Row[]): string {
  const line = (cells: Row) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join(
    '\n',
  );
}

function byOperation<S>(cases: Case<S>[]): Map<string, Case<S>[]> {
  const groups = new Map<string, Case<S>[]>();
  for (const one of cases) {
    groups.set(one.operation, [...(groups.get(one.operation) ?? []), one]);
  }
  return new Map([...groups].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Returns the number of cases per aspect, in the order of {@link ASPECTS}. */
const countsOf = <S>(cases: Case<S>[]) =>
  ASPECTS.map(
    (aspect: Aspect) => cases.filter(one => one.aspect === aspect).length || '',
  );

const total = (cases: unknown[]) => cases.length;

/** Returns the AWS cases by operation. */
export function awsTable(): string {
  const rows = [...byOperation(AWS_CASES)].map(([operation, cases]): Row => {
    const held = cases.filter(one => notHeldAgainstMoto(one) === undefined);
    return [`\`${operation}\``, ...countsOf(cases), total(cases), total(held)];
  });
  const held = AWS_CASES.filter(one => notHeldAgainstMoto(one) === undefined);
  return table(
    ['operation', ...ASPECTS, 'sandbox', 'moto'],
    [...rows, ['all', ...countsOf(AWS_CASES), total(AWS_CASES), total(held)]],
  );
}

/** Returns the reasons why cases do not run against moto. */
export function motoTable(): string {
  return table(
    ['cases', 'why moto is no oracle for them'],
    MOTO_EXCEPTIONS.map(
      ({ reason }): Row => [
        AWS_CASES.filter(one => notHeldAgainstMoto(one) === reason).length,
        reason,
      ],
    ),
  );
}

/** Returns the aspects of the AWS model that have no case. */
export function omissionsTable(): string {
  return table(
    ['aspect', 'of', 'why there is no case'],
    OMISSIONS.map(
      ({ aspect, operations, reason }): Row => [
        aspect,
        operations.map(name => `\`${name}\``).join(', '),
        reason,
      ],
    ),
  );
}

/** Returns the Kubernetes cases by operation. */
export function kubernetesTable(): string {
  const rows = [...byOperation(KUBERNETES_CASES)].map(
    ([operation, cases]): Row => [
      operation,
      ...countsOf(cases),
      total(cases),
      total(cases),
    ],
  );
  return table(
    ['operation', ...ASPECTS, 'sandbox', 'kube-apiserver'],
    [
      ...rows,
      [
        'all',
        ...countsOf(KUBERNETES_CASES),
        total(KUBERNETES_CASES),
        total(KUBERNETES_CASES),
      ],
    ],
  );
}

/** Returns the differences between the sandbox and a genuine API server of Kubernetes 1.20. */
export function differencesTable(): string {
  return table(
    ['what differs', 'why it stays'],
    KNOWN_DIFFERENCES.map(({ what, reason }): Row => [what, reason]),
  );
}
