import {
  type RoleFacts,
  readDocument,
  type Observation,
  type ObservedDocument,
  type ObservedPolicy,
} from '@backstage-irsa/core/model';

/** Reads the text of a policy document. */
export type ReadDocument = typeof readDocument;

/** A reader that remembers: many roles have the same policies. */
export function documentReader(): ReadDocument {
  const known = new Map<string, ObservedDocument>();
  return (text, type) => {
    const key = `${type} ${text}`;
    const document = known.get(key) ?? readDocument(text, type);
    known.set(key, document);
    return document;
  };
}

const bare = ({ text }: ObservedDocument): ObservedDocument => ({
  text,
  errors: [],
});

/** As JSON, with the texts of documents alone. */
export function writeRoleFacts(facts: RoleFacts): string {
  return JSON.stringify(withDocuments(facts, bare));
}

/** What {@link writeRoleFacts} wrote, its documents read. */
export function readRoleFacts(
  json: string,
  read: ReadDocument = readDocument,
): RoleFacts {
  return withDocuments(JSON.parse(json), ({ text }, type) => read(text, type));
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
