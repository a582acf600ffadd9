import { desiredWith } from '../../__testUtils__/desired';
import {
  ISSUER,
  OTHER_ISSUER,
  PROVIDER_ARN,
  roleWith,
} from '../../__testUtils__/observed';
import { found } from '../../model/observation';
import { DEFAULT_AUDIENCE } from '../../model/annotations';
import { formerProvider } from './formerProvider';
import { mergedTrust } from '../trust/trust';
import { trustEntryOf } from '../trust/trustEntry';

const { spec } = desiredWith();
const OTHER_ARN = PROVIDER_ARN.replace(ISSUER, OTHER_ISSUER);

/** Returns a trust policy with the statements of Backstage for these providers and names. */
function trusting(...entries: [providerArn: string, name: string][]) {
  return entries.reduce(
    (trust, [providerArn, name]) =>
      mergedTrust(
        trust,
        trustEntryOf({
          spec: { ...spec, name, roleName: 'shared' },
          providerArn,
          audience: DEFAULT_AUDIENCE,
        }),
      ),
    { Version: '2012-10-17', Statement: [] } as ReturnType<typeof mergedTrust>,
  );
}

const { name } = spec;
const ours = trusting([PROVIDER_ARN, name]);
const [statement] = [ours.Statement].flat();

it.each<[string, string, ReturnType<typeof trusting>, string[]]>([
  ['the provider of the statement of Backstage', PROVIDER_ARN, ours, []],
  [
    'the provider of a statement that another ServiceAccount shares',
    PROVIDER_ARN,
    trusting([PROVIDER_ARN, 'other'], [PROVIDER_ARN, name]),
    [],
  ],
  [
    'no provider for a statement of another ServiceAccount',
    '',
    trusting([PROVIDER_ARN, 'other']),
    [],
  ],
  [
    'the only provider that belongs to no other cluster',
    PROVIDER_ARN,
    trusting([OTHER_ARN, name], [PROVIDER_ARN, name]),
    [`https://${OTHER_ISSUER}`],
  ],
  [
    'no provider if two are possible',
    '',
    trusting([OTHER_ARN, name], [PROVIDER_ARN, name]),
    [],
  ],
  [
    'no provider for a statement of another tool',
    '',
    { ...ours, Statement: [{ ...statement, Sid: 'Theirs' }] },
    [],
  ],
])('returns %s', (_, expected, trust, others) => {
  const observed = {
    role: roleWith(trust),
    attachedPolicies: found([]),
    inlinePolicies: found([]),
  };
  expect(formerProvider([observed], spec, others)).toBe(expected);
});
