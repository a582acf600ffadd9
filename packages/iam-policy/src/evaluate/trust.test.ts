import type { NamedPolicy, PolicyDocument } from '../document/types';
import { evaluateTrust } from './trust';

const issuer = 'oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE';
const provider = `arn:aws:iam::111122223333:oidc-provider/${issuer}`;
const named = (document: PolicyDocument): NamedPolicy => ({
  name: 'trust policy',
  document,
});
const trustPolicy = named({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Federated: provider },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: {
        StringEquals: {
          [`${issuer}:sub`]: 'system:serviceaccount:payments:api',
          [`${issuer}:aud`]: 'sts.amazonaws.com',
        },
      },
    },
  ],
});

const request = {
  trustPolicy,
  principal: { federated: provider },
  action: 'sts:AssumeRoleWithWebIdentity',
  context: {
    [`${issuer}:sub`]: 'system:serviceaccount:payments:api',
    [`${issuer}:aud`]: 'sts.amazonaws.com',
  },
};

// IAM User Guide, "Create a role for OpenID Connect federation"; Amazon EKS User Guide, "Assign IAM roles to Kubernetes service accounts".
describe('evaluateTrust', () => {
  it('admits the named subject, and names the statement', () => {
    expect(evaluateTrust(request)).toMatchObject({
      decision: 'Allowed',
      decidedBy: [{ layer: 'trust', statement: 0, effect: 'Allow' }],
      blockedBy: [],
      missingContext: [],
    });
  });

  it('names the subject of the token and the subjects of the policy', () => {
    const result = evaluateTrust({
      ...request,
      context: {
        ...request.context,
        [`${issuer}:sub`]: 'system:serviceaccount:payments:worker',
      },
    });
    expect(result.decision).toBe('ImplicitlyDenied');
    expect(result.blockedBy).toEqual([
      expect.objectContaining({
        cause: 'condition',
        conditions: [
          {
            operator: 'StringEquals',
            key: `${issuer}:sub`,
            wanted: ['system:serviceaccount:payments:api'],
            actual: ['system:serviceaccount:payments:worker'],
            met: false,
          },
        ],
        message: `Statement 1 of the trust policy would allow it, but ${issuer}:sub is "system:serviceaccount:payments:worker" where the policy requires StringEquals "system:serviceaccount:payments:api".`,
      }),
    ]);
  });

  it('names the keys that the token lacks', () => {
    const result = evaluateTrust({ ...request, context: {} });
    expect(result.decision).toBe('ImplicitlyDenied');
    expect(result.missingContext).toEqual([`${issuer}:aud`, `${issuer}:sub`]);
  });

  it('names the trusted provider if it is another one', () => {
    const other = provider.replace('EXAMPLE', 'OTHER');
    const result = evaluateTrust({
      ...request,
      principal: { federated: other },
    });
    expect(result.blockedBy).toEqual([
      expect.objectContaining({
        cause: 'principal',
        message: `Statement 1 of the trust policy allows it to ${provider}, and not to ${other}.`,
      }),
    ]);
  });

  it('denies everything for a broken document', () => {
    const result = evaluateTrust({
      ...request,
      trustPolicy: named(JSON.parse('{"Statement":[{"Effect":"allow"}]}')),
    });
    expect(result.decision).toBe('ImplicitlyDenied');
    expect(result.blockedBy[0].cause).toBe('invalid-policy');
  });

  // "You cannot use the NotPrincipal element in an IAM identity-based policy nor in an IAM role trust policy": IAM User Guide,
  // "AWS JSON policy elements: NotPrincipal".
  it.each(['Allow', 'Deny'] as const)(
    'rejects NotPrincipal with %s',
    Effect => {
      const result = evaluateTrust({
        ...request,
        trustPolicy: named({
          Statement: [
            [trustPolicy.document.Statement].flat()[0],
            {
              Effect,
              NotPrincipal: { AWS: '111122223333' },
              Action: 'sts:AssumeRoleWithWebIdentity',
            },
          ],
        }),
      });
      expect(result.decision).toBe('ImplicitlyDenied');
      expect(result.invalidPolicies).toEqual([
        {
          layer: 'trust',
          policy: 'trust policy',
          path: 'Statement[1].NotPrincipal',
          reason:
            'A trust policy must not have NotPrincipal. Name the principals in Principal.',
        },
      ]);
    },
  );

  it('requires a document with a name', () => {
    const bare = trustPolicy.document as unknown as NamedPolicy;
    expect(() => evaluateTrust({ ...request, trustPolicy: bare })).toThrow(
      'A policy must be of the form { name, document }.',
    );
  });

  it.each([
    ['sts:AssumeRole', 'Allowed'],
    ['sts:TagSession', 'Allowed'],
    ['sts:SetSourceIdentity', 'ImplicitlyDenied'],
  ])('evaluates %s for EKS Pod Identity: %s', (action, decision) => {
    // Amazon EKS User Guide, "Assign an IAM role to a Kubernetes service account".
    const result = evaluateTrust({
      trustPolicy: named({
        Version: '2012-10-17',
        Statement: {
          Effect: 'Allow',
          Principal: { Service: 'pods.eks.amazonaws.com' },
          Action: ['sts:AssumeRole', 'sts:TagSession'],
        },
      }),
      principal: { service: 'pods.eks.amazonaws.com' },
      action,
      context: {},
    });
    expect(result.decision).toBe(decision);
  });
});
