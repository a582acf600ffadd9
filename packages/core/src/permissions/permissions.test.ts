import { loadCatalogue } from '@backstage-irsa/iam-policy/catalogue';
import type { PolicyDocument, Statement } from '@backstage-irsa/iam-policy';
import { endpointWith, vpcEndpoints } from '../__testUtils__/vpcEndpoints';
import { found, unknown, type Observation } from '../model/observation';
import type { Observed } from '../model/observed';
import {
  ISSUER,
  observedDocument,
  observedWith,
  PROVIDER_ARN,
  ROLE_ARN,
  roleWith,
} from '../__testUtils__/observed';
import {
  organizationPolicy,
  organizationWith,
} from '../__testUtils__/organization';
import type { AccountOrganization } from '../organization';
import { organizationControls } from './organization/organizationControls';
import type { VpcEndpoints } from './vpcEndpoints';
import { permissionsOf } from './permissions';
import { policySetOf } from './policySet';

const inline = (document: PolicyDocument) =>
  found([{ name: 'inline', document: observedDocument(document) }]);
const allow = (Action: string, Resource = '*'): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action, Resource }],
});
const boundary = (document: PolicyDocument) =>
  found({
    arn: 'arn:aws:iam::111122223333:policy/boundary',
    name: 'boundary',
    path: '/',
    defaultVersionId: 'v1',
    document: observedDocument(document),
    tags: {},
  });

const of = async (
  change: Partial<Observed>,
  organization?: AccountOrganization,
  observed?: Observation<VpcEndpoints>,
) =>
  permissionsOf(policySetOf(observedWith(change)), {
    catalogue: await loadCatalogue(),
    now: new Date('2026-11-24T12:00:00Z'),
    ...(organization && {
      organization: organizationControls(() => organization)(ROLE_ARN),
    }),
    ...(observed && {
      calls: { roleArn: ROLE_ARN, vpcEndpoints: observed },
    }),
  });

describe('permissions', () => {
  it('combine attached and inline policies', async () => {
    const { headline, effective } = await of({
      inlinePolicies: inline(allow('sqs:SendMessage')),
    });
    const services = ({ service }: { service: string }) => service;
    expect(headline.services.map(services).sort()).toEqual(['s3', 'sqs']);
    expect(effective.services.map(services).sort()).toEqual(['s3', 'sqs']);
    expect(headline.risks).toEqual([]);
    expect(headline.unreadable).toBeUndefined();
  });

  it('are limited by the permissions boundary', async () => {
    const { headline, effective } = await of({
      inlinePolicies: inline(allow('sqs:ReceiveMessage')),
      permissionsBoundary: boundary(allow('sqs:*')),
    });
    expect(headline.services.map(({ service }) => service)).toEqual(['sqs']);
    const s3 = effective.services.find(({ service }) => service === 's3');
    const entries = s3?.levels.flatMap(level => level.entries) ?? [];
    expect(entries).not.toEqual([]);
    for (const entry of entries) {
      expect(entry).toMatchObject({
        state: 'blocked',
        blockedByLayer: 'permissions-boundary',
      });
    }
  });

  it('are limited by the organization, and name the policy and its level', async () => {
    const keep = organizationPolicy('keep', {
      ...{ Sid: 'Keep', Effect: 'Deny', Action: 'sqs:*', Resource: '*' },
      Condition: { ArnNotLike: { 'aws:PrincipalArn': 'arn:*:role/admin' } },
    });
    const change = { inlinePolicies: inline(allow('sqs:*')) };
    const { effective } = await of(
      change,
      organizationWith({ scps: { workloads: [keep] } }),
    );
    const sqs = effective.services.find(({ service }) => service === 'sqs');
    expect(sqs?.levels.flatMap(({ entries }) => entries)).toContainEqual(
      expect.objectContaining({
        state: 'blocked',
        ...{
          blockedByLayer: 'service-control',
          blockedByLevel: 'OU workloads',
        },
        blockedBy: [
          {
            ...{ layer: 'service-control', level: 'OU workloads' },
            ...{ policy: 'keep', statement: 0, sid: 'Keep' },
          },
        ],
      }),
    );
    expect(effective.layers.map(({ layer, state }) => [layer, state])).toEqual([
      ['identity', 'read'],
      ['permissions-boundary', 'absent'],
      ['service-control', 'read'],
      ['resource-control', 'read'],
    ]);
    const isPlain = ({ reason }: { reason?: string }) => reason === undefined;
    const free = await of(change, organizationWith());
    const entries = free.effective.services.flatMap(({ levels }) =>
      levels.flatMap(level => level.entries),
    );
    expect(entries).not.toEqual([]);
    expect(entries.filter(entry => !isPlain(entry))).toEqual([]);
  });

  it('are limited by VPC endpoint policies, for the service of each endpoint', async () => {
    const change = { inlinePolicies: inline(allow('sqs:*')) };
    const askWith = async (...given: Parameters<typeof vpcEndpoints>) => {
      const { effective } = await of(
        change,
        organizationWith(),
        vpcEndpoints(...given),
      );
      const entries = Object.fromEntries(
        effective.services.map(({ service, levels }) => [
          service,
          levels.flatMap(level => level.entries),
        ]),
      );
      return { entries, reading: effective.layers[4] };
    };
    const everyone: Statement = {
      ...{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' },
    };
    const toOther = { AWS: 'arn:aws:iam::111122223333:role/another' };

    const none = await askWith();
    expect(none.reading).toEqual({
      ...{ layer: 'vpc-endpoint', state: 'absent' },
      reason: 'VPC vpc-1 has no endpoints.',
    });
    const open = await askWith(endpointWith([everyone]));
    expect(open.entries).toEqual(none.entries);
    expect(open.reading.state).toBe('read');

    const closed = await askWith(
      endpointWith([{ ...everyone, Principal: toOther }]),
    );
    expect(closed.entries.s3).toEqual(none.entries.s3);
    expect(none.entries.sqs).not.toEqual([]);
    expect(closed.entries.sqs).toEqual(
      none.entries.sqs.map(() =>
        expect.objectContaining({
          ...{ state: 'blocked', blockedByLayer: 'vpc-endpoint' },
          blockedByLevel: 'vpce-1',
        }),
      ),
    );
    const several = await askWith(
      endpointWith([everyone]),
      endpointWith([], { id: 'vpce-2' }),
    );
    expect(several.reading).toEqual({
      ...{ layer: 'vpc-endpoint', state: 'not-read' },
      reason:
        'vpce-1 and vpce-2 serve the VPC: which of them a pod uses depends on its subnet and client.',
    });
    expect(several.entries.sqs).toEqual(
      none.entries.sqs.map(() =>
        expect.objectContaining({
          state: 'allowed',
          reason:
            "Allowed by the role's policies; VPC endpoint policies not read.",
        }),
      ),
    );
  });

  it('include the risk of a trust policy that allows any ServiceAccount', async () => {
    const open = roleWith({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Federated: PROVIDER_ARN },
          Action: 'sts:AssumeRoleWithWebIdentity',
          Condition: {
            StringEquals: { [`${ISSUER}:aud`]: 'sts.amazonaws.com' },
          },
        },
      ],
    });
    const { headline } = await of({ role: open });
    expect(headline.risks).toEqual([
      expect.objectContaining({
        id: 'any-subject-trust',
        evidence: [{ layer: 'trust', policy: 'Trust policy', statement: 0 }],
      }),
    ]);
  });

  it('include risks with the statements that cause them', async () => {
    const { headline, effective } = await of({
      inlinePolicies: inline(allow('*')),
    });
    expect(headline.risks).toContainEqual(
      expect.objectContaining({
        severity: 'high',
        message: expect.any(String),
        evidence: [expect.objectContaining({ policy: 'inline', statement: 0 })],
      }),
    );
    expect(effective.risks).toEqual(headline.risks);
  });

  it('have a short headline, even for an administrator', async () => {
    const { headline, effective } = await of({
      inlinePolicies: inline(allow('*')),
    });
    expect(headline.services.length).toBeGreaterThan(400);
    expect(JSON.stringify(headline).length).toBeLessThan(200_000);
    const s3 = effective.services.find(({ service }) => service === 's3');
    const actions = s3?.levels.flatMap(({ entries }) =>
      entries.flatMap(entry => entry.actions),
    );
    expect(actions).toContain('s3:GetObject');
    const limited = await of({
      inlinePolicies: inline(allow('s3:*', 'arn:aws:s3:::one/*')),
    });
    const [{ levels }] = limited.headline.services;
    expect(levels).not.toEqual([]);
    for (const { extent, actions: named } of levels) {
      expect(extent).toBe('limited');
      expect(named.length).toBeGreaterThan(0);
      expect(named.length).toBeLessThanOrEqual(50);
    }
  });

  it('group layers that could not be read for the same reason', async () => {
    const denied = unknown<never>('The backend may not call iam:GetRole.');
    const { headline } = await of({
      attachedPolicies: denied,
      inlinePolicies: denied,
      permissionsBoundary: denied,
    });
    expect(headline.unreadable).toEqual([
      'Policies of the role and permissions boundary: The backend may not call iam:GetRole.',
    ]);
  });

  it('name each layer that could not be read, and are unknown', async () => {
    const { headline, effective } = await of({
      attachedPolicies: found([
        unknown('The backend may not call iam:GetPolicy.'),
      ]),
      inlinePolicies: inline(allow('sqs:ReceiveMessage')),
      permissionsBoundary: unknown('The backend may not call iam:GetRole.'),
    });
    expect(headline.unreadable).toEqual([
      'Policies of the role: The backend may not call iam:GetPolicy.',
      'Permissions boundary: The backend may not call iam:GetRole.',
    ]);
    const [sqs] = effective.services;
    const states = sqs.levels.flatMap(({ entries }) =>
      entries.map(({ state }) => state),
    );
    expect(new Set(states)).toEqual(new Set(['unknown']));
  });
});

describe('permissions by policies that are too complex', () => {
  const observed = observedWith({
    inlinePolicies: inline(allow('sqs:SendMessage')),
  });
  const within = async (left: number) =>
    permissionsOf(policySetOf(observed), {
      catalogue: await loadCatalogue(),
      now: new Date('2026-11-24T12:00:00Z'),
      budget: { left },
    });

  it('are unknown, and say why', async () => {
    const { headline, effective } = await within(10);
    const reason = expect.stringContaining('too complex to evaluate');
    const risks = [expect.objectContaining({ id: 'not-evaluated' })];
    expect(headline).toEqual({ services: [], risks, unreadable: [reason] });
    expect(effective).toMatchObject({ services: [], risks });
    expect(effective.layers).toContainEqual({
      ...{ layer: 'identity', state: 'not-read', reason },
    });
    expect(effective).not.toHaveProperty('tooComplex');
  });

  it('are those of any other policies within the limit', async () => {
    expect(await within(1_000_000)).toEqual(
      permissionsOf(policySetOf(observed), {
        catalogue: await loadCatalogue(),
        now: new Date('2026-11-24T12:00:00Z'),
      }),
    );
  });
});
