import {
  EKS_ANNOTATIONS,
  MANAGED_BY,
  MANAGED_BY_KEY,
  OWNER_KEY,
} from '../../model/annotations';
import { isExisting } from '../../model/spec/existing';
import { type Violation } from '../../model/types';
import { agentFailure } from '../../checks/utils/podIdentityAgent';
import { valueOf } from '../../model/observation';
import type { Observed } from '../../model/observed';
import type { Desired } from '../types';
import { isReturning } from '../ownership/ownershipRecords';
import { associationRecord } from '../ownership/records';
import { adoptionProblem } from './adoption';
import type { OwnershipContext } from './ownershipContext';

/** Checks the EKS Pod Identity Agent. Without it on the nodes, pods would request credentials that nothing issues. */
function checkAgent(
  { config }: Desired,
  { cluster, podIdentityAgent }: Observed,
): Violation[] {
  const agent = valueOf(podIdentityAgent);
  const failure = agent && agentFailure(agent);
  if (failure) {
    return [
      {
        field: 'mechanism',
        rule: 'pod-identity-agent',
        message: `${failure} An administrator of cluster ${config.name} must fix its pods in kube-system first.`,
      },
    ];
  }
  // The nodes of EKS Auto Mode have the agent built in.
  if (podIdentityAgent.state !== 'absent' || valueOf(cluster)?.autoMode) {
    return [];
  }
  return [
    {
      field: 'mechanism',
      rule: 'pod-identity-agent',
      message: `Cluster ${config.name} has no EKS Pod Identity Agent, neither as an add-on nor as a DaemonSet in kube-system, so pods get no credentials. Ask an administrator to install it (aws eks create-addon --cluster-name ${config.eksName} --addon-name eks-pod-identity-agent).`,
    },
  ];
}

/** Refuses to overwrite an association that Backstage does not manage. */
function checkAssociation({
  desired,
  observed,
  recorded,
  ownership,
  now,
}: OwnershipContext): Violation[] {
  const present = valueOf(observed.association);
  if (!present) return [];
  const { refText, spec } = desired;
  const what = `The EKS Pod Identity association of ${refText}`;
  const { tags = {}, ownerArn, roleArn } = present;
  if (ownerArn !== undefined) {
    return [
      {
        field: 'name',
        rule: 'managed-by-other-tool',
        message: `${what} belongs to ${ownerArn}, and only its owner can change it. Choose another name.`,
      },
    ];
  }
  const tagged = tags[MANAGED_BY_KEY] === MANAGED_BY;
  const isKnown = recorded.has(associationRecord(refText));
  if (tagged && (isKnown || isReturning(ownership))) return [];
  if (!spec.adopt) {
    return [
      {
        field: 'name',
        rule: 'not-managed-by-backstage',
        message: `${what} exists with role ${roleArn} and is not managed by Backstage. Choose another name.`,
      },
    ];
  }
  const isLost = tagged && tags[OWNER_KEY] === desired.tags[OWNER_KEY];
  if (isLost && ownership.isAdministrator) return [];
  return adoptionProblem(
    { what, objectId: present.id, pairs: tags },
    desired,
    ownership,
    { now, isRecorded: isKnown },
  );
}

/** Refuses EKS Pod Identity for an adopted ServiceAccount that uses IRSA: only a migration keeps credentials available to its pods. */
function checkAnnotation(
  desired: Desired,
  observed: Observed,
  recorded: ReadonlySet<string>,
): Violation[] {
  const annotations = valueOf(observed.serviceAccount)?.annotations ?? {};
  return desired.spec.adopt &&
    !isExisting(desired.spec) &&
    annotations[EKS_ANNOTATIONS.roleArn] !== undefined &&
    !recorded.has(desired.refText)
    ? [
        {
          field: 'mechanism',
          rule: 'mechanism-change',
          message: `ServiceAccount ${desired.refText} uses IRSA. Adopt it unchanged first, then migrate it.`,
        },
      ]
    : [];
}

/** Checks the preconditions for EKS Pod Identity. */
export function checkPodIdentity(context: OwnershipContext): Violation[] {
  const { desired, observed, recorded } = context;
  return desired.association
    ? [
        ...checkAgent(desired, observed),
        ...checkAssociation(context),
        ...checkAnnotation(desired, observed, recorded),
      ]
    : [];
}
