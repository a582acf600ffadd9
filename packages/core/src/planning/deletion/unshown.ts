import { valueOf } from '../../model/observation';
import {
  associationRecord,
  attachmentRecord,
  inlinePolicyRecord,
} from '../ownership/records';
import type { ObservedForDeletion } from './observedForDeletion';

/** Matches the records of objects, without those of tags, boundaries, and annotations, on which no deletion depends. */
const OBJECT = /^\S+( arn:\S+| inline-policy .*| pod-identity-association)?$/s;

/** The observations of objects that AWS can show late. */
type Seen = Pick<ObservedForDeletion, 'roles' | 'policies' | 'association'>;

/** Returns the records of created roles, policies, attachments, and associations that an observation does not show. */
export function unshownRecords(
  created: Iterable<string>,
  refText: string,
  { roles, policies, association }: Seen,
): string[] {
  const shown = new Set<string | undefined>([
    ...roles.flatMap(({ role, attachedPolicies, inlinePolicies }) => {
      const arn = valueOf(role)?.arn;
      if (arn === undefined) return [];
      return [
        arn,
        ...(valueOf(attachedPolicies) ?? []).flatMap(read =>
          attachmentRecord(arn, valueOf(read)?.arn ?? ''),
        ),
        ...(valueOf(inlinePolicies) ?? []).map(({ name }) =>
          inlinePolicyRecord(arn, name),
        ),
      ];
    }),
    ...policies.map(({ policy }) => valueOf(policy)?.arn),
    association && valueOf(association) && associationRecord(refText),
  ]);
  return [...created].filter(
    record => OBJECT.test(record) && !shown.has(record),
  );
}
