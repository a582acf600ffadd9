import {
  type RoleFacts,
  readDocument,
  type Observation,
  type ObservedDocument,
  type ObservedPolicy,
} from '@backstage-irsa/core/model';

const bare = ({ text }: ObservedDocument): ObservedDocument => ({
  text,
  errors: [],
});

/** As JSON, with the texts of documents alone, and without the last use, which moves while the rest stays. */
export function writeRoleFacts({
  lastUsedAt: _at,
  lastUsedRegion: _region,
  ...facts
}: RoleFacts): string {
  return JSON.stringify(withDocuments(facts, bare));
}

/** The value of what {@link writeRoleFacts} wrote, its documents read. */
export function readRoleFacts(written: RoleFacts): RoleFacts {
  return withDocuments(written, ({ text }, type) => readDocument(text, type));
}

function withDocuments(
  facts: RoleFacts,
  change: (
    document: ObservedDocument,
    type: 'trust' | 'identity',
  ) => ObservedDocument,
): RoleFacts {
  const ofPolicy = (
    policy: Observation<ObservedPolicy>,
  ): Observation<ObservedPolicy> =>
    policy.state === 'found'
      ? {
          ...policy,
          value: {
            ...policy.value,
            document: change(policy.value.document, 'identity'),
          },
        }
      : policy;
  return {
    ...facts,
    role: { ...facts.role, trust: change(facts.role.trust, 'trust') },
    attachedPolicies: facts.attachedPolicies.map(ofPolicy),
    inlinePolicies: facts.inlinePolicies.map(policy => ({
      ...policy,
      document: change(policy.document, 'identity'),
    })),
    permissionsBoundary: ofPolicy(facts.permissionsBoundary),
  };
}
