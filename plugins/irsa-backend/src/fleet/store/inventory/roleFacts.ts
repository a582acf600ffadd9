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

/** Converts role facts to JSON. Keeps only the texts of documents, and omits the last use, which changes more often than the rest. */
export function writeRoleFacts({
  lastUsedAt: _at,
  lastUsedRegion: _region,
  ...facts
}: RoleFacts): string {
  return JSON.stringify(withDocuments(facts, bare));
}

/** Parses the documents of role facts that {@link writeRoleFacts} wrote. */
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
