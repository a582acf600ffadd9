import fc from 'fast-check';
import type { NamedPolicy, Statement } from '../document/types';

type Break = (statement: Statement) => object;

/** The functions that break any statement, in identity and in resource policies. */
const BREAKS: Break[] = [
  ({ Effect: _, ...rest }) => rest,
  statement => ({ ...statement, Effect: 'deny' }),
  statement => ({ ...statement, Action: 's3:*', NotAction: 's3:*' }),
  statement => ({ ...statement, Resource: '*', NotResource: '*' }),
  statement => ({ ...statement, Condition: { StringIs: { 'aws:one': 'a' } } }),
  statement => ({ ...statement, Permission: 'Deny' }),
  ({ Action: _, NotAction: __, ...rest }) => rest,
];
const OF_IDENTITY: Break[] = [
  statement => ({ ...statement, Principal: '*' }),
  ({ Resource: _, NotResource: __, ...rest }) => rest,
];
const OF_RESOURCE: Break[] = [
  ({ Principal: _, NotPrincipal: __, ...rest }) => rest,
  ({ Principal: _, ...rest }) => ({
    ...rest,
    Effect: 'Allow',
    NotPrincipal: { AWS: '444455556666' },
  }),
];

const versions = fc.constantFrom<unknown>(
  ...Array.from({ length: 8 }, () => '2012-10-17'),
  '2008-10-17',
  undefined,
  '2020-01-01',
);

/** Generates documents of statements. 1 in 8 has a broken statement, and 1 in 11 has a version that does not exist. */
export function brokenly(
  statements: fc.Arbitrary<Statement[]>,
  kind: 'identity' | 'resource',
): fc.Arbitrary<NamedPolicy> {
  const breaks = [
    ...BREAKS,
    ...(kind === 'identity' ? OF_IDENTITY : OF_RESOURCE),
  ];
  return fc
    .tuple(
      statements,
      versions,
      fc.nat(7),
      fc.nat(),
      fc.constantFrom(...breaks),
    )
    .map(([list, Version, chance, at, breakIt]) => {
      const Statement =
        chance === 0 && list.length > 0
          ? list.map((one, index) =>
              index === at % list.length ? breakIt(one) : one,
            )
          : list;
      const document = { ...(Version !== undefined && { Version }), Statement };
      return { name: 'random', document } as NamedPolicy;
    });
}
