import { anyText, fuzz, mutated, retexted } from '@backstage-irsa/fuzz';
import {
  evaluateTrust,
  parsePolicy,
  type PolicyDocument,
} from '@backstage-irsa/iam-policy';
import fc from 'fast-check';
import { buildPermissionsPolicy, grantDefinitions } from '../grants';
import { buildTrustPolicy } from '../trust/build';
import { checkGrants, checkSpec } from '../model/spec/checkSpec';
import {
  formatArn,
  issuerHostPath,
  oidcProviderArn,
  parseArn,
  parseRoleArn,
} from '../arn/arn';
import {
  formatServiceAccountRef,
  parseServiceAccountAnnotation,
  parseSubject,
  subjectOf,
} from '../model/serviceAccountRef';
import {
  isNamespaceName,
  isServiceAccountName,
  isSystemNamespace,
} from '../model/kubernetes/names';
import { issuerOfProviderArn, readTrustPolicy } from '../trust/read';
import { roleConsoleUrl } from '../arn/partition';
import { type IamServiceAccountSpec } from '../model/types';

const ISSUER = 'https://oidc.eks.eu-west-1.amazonaws.com/id/ABCDEF';

const plainName = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,9}[a-z0-9])?$/);

/** Texts with a nasty part or another name in a place where a good one has another. Many of them are valid. */
function near(template: TemplateStringsArray, ...good: string[]) {
  return fc
    .tuple(
      fc.nat(good.length - 1),
      fc.oneof(anyText, plainName),
      fc.constantFrom('', '', '', ' ', '\n', '\u200b'),
    )
    .map(([place, text, tail]) =>
      String.raw(
        template,
        ...good.map((part, index) => (index === place ? text : part)),
      ).concat(tail),
    );
}

const arn = fc.oneof(
  near`${'arn'}:${'aws'}:${'iam'}:${''}:${'111122223333'}:${'role/a/b'}`,
  near`arn:aws:iam::111122223333:role/${'a'}/${'b'}`,
  anyText,
);
const subject = fc.oneof(
  near`${'system'}:${'serviceaccount'}:${'production'}:${'orders'}`,
  anyText,
);
const annotation = fc.oneof(
  near`${'prod-eu'}/${'payments'}/${'ledger'}, ${'b'}/${'c'}/${'d'}`,
  fc.array(anyText, { maxLength: 4 }).map(parts => parts.join(',')),
);

const SPEC: IamServiceAccountSpec = {
  entityRef: 'component:default/orders',
  owner: 'group:default/team',
  cluster: 'prod-eu',
  namespace: 'production',
  name: 'orders',
  grants: [{ service: 's3', access: 'read', resource: 'orders' }],
  managedPolicyArns: ['arn:aws:iam::aws:policy/A'],
  policyDocument: {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: ['s3:GetObject'], Resource: '*' }],
  },
  sessionPolicyDocument: { Statement: [] },
  permissionsBoundaryArn: 'arn:aws:iam::aws:policy/B',
  tags: { team: 'a' },
  audience: 'sts.amazonaws.com',
  accountId: '111122223333',
  roleName: 'orders',
  rolePath: '/a/',
  maxSessionDurationSeconds: 3600,
  tokenExpirationSeconds: 3600,
};

/** Of types that the API takes: texts may be any, and the documents anything. */
const specs = fc
  .tuple(
    retexted(SPEC, { ...SPEC, mechanism: 'pod-identity' }),
    mutated(SPEC.policyDocument),
    fc.dictionary(anyText, anyText, { maxKeys: 3, noNullPrototype: true }),
    fc.oneof(fc.integer(), fc.double()),
  )
  .map(([spec, document, tags, number]) => ({
    ...(spec as IamServiceAccountSpec),
    ...(isObject(document) && {
      policyDocument: document as IamServiceAccountSpec['policyDocument'],
    }),
    tags,
    maxSessionDurationSeconds: number,
  }));

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

describe('fuzz: the language of both sides', () => {
  fuzz('parseArn, parseRoleArn', arn, text => {
    const parsed = parseArn(text);
    if (parsed) expect(formatArn(parsed)).toBe(text);
    const role = parseRoleArn(text);
    if (role) {
      const { partition, accountId, path, name } = role;
      const back = `arn:${partition}:iam::${accountId}:role${path}${name}`;
      expect(back).toBe(text);
    }
  });

  fuzz('issuers', fc.tuple(anyText, anyText), ([issuer, accountId]) => {
    expect(`https://${issuerHostPath(issuer)}`).toBe(
      issuer.startsWith('https://') ? issuer : `https://${issuer}`,
    );
    const provider = oidcProviderArn('aws', '111122223333', issuer);
    const read = issuerOfProviderArn(provider);
    if (read !== undefined) expect(read).toBe(issuerHostPath(issuer));
    expect(issuerOfProviderArn(`arn:aws:iam::${accountId}:role/a`)).toBe(
      undefined,
    );
  });

  fuzz('entity annotations', annotation, text => {
    const { refs, invalid } = parseServiceAccountAnnotation(text);
    const parts = text.split(',').map(part => part.trim());
    expect(refs.length + invalid.length).toBeLessThanOrEqual(parts.length);
    for (const ref of refs) {
      // It goes into addresses, selectors and subjects.
      expect(formatServiceAccountRef(ref)).toMatch(
        /^[a-z0-9.-]+\/[a-z0-9-]+\/[a-z0-9.-]+$/,
      );
      expect(parts).toContain(formatServiceAccountRef(ref));
    }
  });

  fuzz('subjects', subject, text => {
    const parsed = parseSubject(text);
    if (parsed) expect(subjectOf(parsed)).toBe(text);
  });

  fuzz('names', anyText, text => {
    if (isNamespaceName(text)) expect(text).toMatch(/^[a-z0-9-]{1,63}$/);
    if (isServiceAccountName(text)) {
      expect(text).toMatch(/^[a-z0-9.-]{1,253}$/);
    }
    expect(typeof isSystemNamespace(text)).toBe('boolean');
  });

  const roles = fc
    .tuple(
      fc.constantFrom('aws', 'aws-cn', 'aws-eusc', 'aws-iso', 'aws-none'),
      fc.stringMatching(/^[\w+=,.@-]{1,64}$/),
    )
    .map(
      ([partition, name]) => `arn:${partition}:iam::111122223333:role/${name}`,
    );
  fuzz('consoles', fc.oneof(anyText, roles), text => {
    const link = roleConsoleUrl(text);
    if (link === undefined) return;
    const url = new URL(link);
    expect(url.protocol).toBe('https:');
    expect(url.host).toMatch(/^console\.(aws\.amazon\.com|amazonaws[a-z.-]+)$/);
    expect([...url.searchParams.keys()]).toEqual(['region']);
    expect(decodeURIComponent(url.hash)).toBe(
      `#/roles/details/${text.split('/').pop()}`,
    );
  });

  const trust = buildTrustPolicy({
    partition: 'aws',
    accountId: '111122223333',
    issuer: ISSUER,
    namespace: 'production',
    name: 'orders',
    audience: 'sts.amazonaws.com',
  });

  fuzz('readTrustPolicy', mutated(trust), value => {
    const text = JSON.stringify(value) ?? '';
    const { document } = parsePolicy(text, { type: 'trust' });
    if (!document) return;
    for (const { index, others, conditions } of readTrustPolicy(document)) {
      expect(index).toBeGreaterThanOrEqual(0);
      expect(others.every(other => typeof other === 'string')).toBe(true);
      for (const { values } of conditions) {
        expect(values.every(each => typeof each === 'string')).toBe(true);
      }
    }
  });

  fuzz(
    'buildTrustPolicy',
    fc.tuple(anyText, anyText, anyText, anyText),
    ([namespace, name, audience, other]) => {
      const built: PolicyDocument = buildTrustPolicy({
        partition: 'aws',
        accountId: '111122223333',
        issuer: ISSUER,
        namespace,
        name,
        audience,
      });
      const again: PolicyDocument = JSON.parse(JSON.stringify(built));
      expect(again).toEqual(built);
      const issuer = issuerHostPath(ISSUER);
      const decide = (sub: string, aud: string) =>
        evaluateTrust({
          trustPolicy: { name: 'trust policy', document: built },
          principal: {
            federated: oidcProviderArn('aws', '111122223333', ISSUER),
          },
          action: 'sts:AssumeRoleWithWebIdentity',
          context: { [`${issuer}:sub`]: sub, [`${issuer}:aud`]: aud },
        }).decision;
      const own = subjectOf({ namespace, name });
      // Others are never let in, whatever stands in a name.
      if (other !== own) expect(decide(other, audience)).not.toBe('Allowed');
      if (other !== audience) expect(decide(own, other)).not.toBe('Allowed');
    },
  );

  fuzz('checkSpec', specs, spec => {
    for (const { field, rule, message } of checkSpec(spec)) {
      expect([typeof field, typeof message]).toEqual(['string', 'string']);
      expect(rule).toMatch(/^[a-z]+(-[a-z]+)*$/);
    }
  });

  const levels = [...grantDefinitions].flatMap(([service, { access }]) =>
    Object.keys(access).map(level => ({ service, access: level })),
  );
  const grants = fc.array(
    fc
      .tuple(
        fc.oneof(
          fc.constantFrom(...levels),
          fc.record({ service: anyText, access: anyText }),
        ),
        fc.oneof(
          near`${'arn'}:${'aws'}:${'s3'}:${'eu-west-1'}:${'111122223333'}:${'a'}`,
          plainName,
          anyText,
        ),
      )
      .map(([level, resource]) => ({ ...level, resource })),
    { minLength: 1, maxLength: 2 },
  );

  fuzz('checkGrants, buildPermissionsPolicy', grants, wanted => {
    if (checkGrants(wanted).length > 0) return;
    const document = buildPermissionsPolicy(wanted, {
      partition: 'aws',
      region: 'eu-west-1',
      accountId: '111122223333',
    });
    const text = JSON.stringify(document);
    // A resource that passed its check is one resource, and nothing wider.
    expect(parsePolicy(text)).toEqual({ document, errors: [] });
    for (const { resource } of wanted) expect(resource).not.toMatch(/[*?$]/);
  });
});
