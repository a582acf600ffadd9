import type {
  IamServiceAccount,
  IamServiceAccountSpec,
} from '@backstage-irsa/core/model';

/** Returns the spec with the mechanism of its ServiceAccount if it names none. */
export function withMechanism(
  spec: IamServiceAccountSpec,
  record: Pick<IamServiceAccount, 'spec'> | undefined,
): IamServiceAccountSpec {
  const { mechanism } = record?.spec ?? {};
  return spec.mechanism === undefined && mechanism === 'pod-identity'
    ? { ...spec, mechanism }
    : spec;
}
