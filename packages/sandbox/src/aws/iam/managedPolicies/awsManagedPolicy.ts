import type { Statement } from '@backstage-irsa/iam-policy';
import type { ManagedPolicy } from '../../../state/account';

/** Returns a managed policy of AWS itself, with path `/` ("AWS managed policy reference"). */
export function awsManagedPolicy(policy: {
  name: string;
  id: string;
  /** The time of creation in ISO 8601. */
  createdAt: string;
  description: string;
  statements: Statement[];
}): ManagedPolicy {
  const createdAt = new Date(policy.createdAt);
  return {
    arn: `arn:aws:iam::aws:policy/${policy.name}`,
    id: policy.id,
    name: policy.name,
    path: '/',
    description: policy.description,
    createdAt,
    updatedAt: createdAt,
    defaultVersionId: 'v1',
    versions: [
      {
        id: 'v1',
        document: JSON.stringify({
          Version: '2012-10-17',
          Statement: policy.statements,
        }),
        createdAt,
      },
    ],
    tags: [],
  };
}
