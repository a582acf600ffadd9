import { loadCatalogue } from '@backstage-irsa/iam-policy/catalogue';
import type { PolicyDocument } from '@backstage-irsa/iam-policy';
import { found, unknown } from '../observe/observation';
import { observedDocument, observedWith } from '../__testUtils__/observed';
import { permissionsOf } from './permissions';

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

describe('permissions', () => {
  it('come from attached and inline policies together', async () => {
    const { services, risks, unreadable } = permissionsOf(
      observedWith({ inlinePolicies: inline(allow('sqs:ReceiveMessage')) }),
      await loadCatalogue(),
    );
    expect(services.map(({ service }) => service).sort()).toEqual([
      's3',
      'sqs',
    ]);
    expect(risks).toEqual([]);
    expect(unreadable).toBeUndefined();
  });

  it('stay within the boundary', async () => {
    const { services } = permissionsOf(
      observedWith({
        inlinePolicies: inline(allow('sqs:ReceiveMessage')),
        permissionsBoundary: boundary(allow('sqs:*')),
      }),
      await loadCatalogue(),
    );
    expect(services.map(({ service }) => service)).toEqual(['sqs']);
  });

  it('bring risks along', async () => {
    const { risks } = permissionsOf(
      observedWith({ inlinePolicies: inline(allow('*')) }),
      await loadCatalogue(),
    );
    expect(risks).toContainEqual(
      expect.objectContaining({
        severity: 'high',
        message: expect.any(String),
      }),
    );
  });

  it('name each layer that could not be read', async () => {
    const { unreadable } = permissionsOf(
      observedWith({
        attachedPolicies: found([
          unknown('The backend may not call iam:GetPolicy.'),
        ]),
        inlinePolicies: found([
          {
            name: 'broken',
            document: {
              text: '{',
              errors: [{ path: '', reason: 'It is not JSON.' }],
            },
          },
        ]),
        permissionsBoundary: unknown('The backend may not call iam:GetPolicy.'),
      }),
      await loadCatalogue(),
    );
    expect(unreadable).toEqual([
      'An attached policy: The backend may not call iam:GetPolicy.',
      'broken: It is not JSON.',
      'Permissions boundary: The backend may not call iam:GetPolicy.',
    ]);
  });
});
