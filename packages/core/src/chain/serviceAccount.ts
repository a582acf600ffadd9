import {
  DEFAULT_TOKEN_EXPIRATION_SECONDS,
  EKS_ANNOTATIONS,
} from '../model/annotations';
import { type ChainLink } from '../model/types';
import { command } from '../model/shell';
import { audienceOf } from '../checks/utils/trust';
import { valueOf } from '../model/observation';
import type { Observed } from '../model/observed';
import { fact, missing, type ChainFact } from './facts';

function annotated(observed: Observed): ChainFact[] {
  const account = valueOf(observed.serviceAccount);
  if (!account) return [];
  const { roleArn, tokenExpiration, stsRegionalEndpoints } = EKS_ANNOTATIONS;
  const { annotations } = account;
  return [
    ...fact('Role', annotations[roleArn] ?? 'none'),
    ...fact('Audience', audienceOf(observed)),
    ...fact(
      'Token lifetime in seconds',
      annotations[tokenExpiration] ?? String(DEFAULT_TOKEN_EXPIRATION_SECONDS),
    ),
    ...fact('Regional AWS STS endpoints', annotations[stsRegionalEndpoints]),
    ...fact('Annotated', account.annotatedAt[roleArn]),
  ];
}

function associated({ association, mechanism }: Observed): ChainFact[] {
  const found = valueOf(association);
  if (!found) {
    return mechanism === 'pod-identity'
      ? missing('EKS Pod Identity association', association)
      : [];
  }
  return [
    ...fact('EKS Pod Identity association', found.id),
    ...fact('Role of the association', found.roleArn),
    ...fact('Target role', found.targetRoleArn),
    ...fact('Session tags', found.disableSessionTags ? 'off' : 'on'),
  ];
}

function verifyCommandsOf({ ref, config, association }: Observed): string[] {
  const ofCluster = ['--cluster-name', config.eksName];
  const inRegion = ['--region', config.region];
  const found = valueOf(association);
  return [
    command(
      'kubectl',
      'get',
      'serviceaccount',
      ref.name,
      '-n',
      ref.namespace,
      '-o',
      'yaml',
    ),
    command(
      'aws',
      'eks',
      'list-pod-identity-associations',
      ...ofCluster,
      '--namespace',
      ref.namespace,
      '--service-account',
      ref.name,
      ...inRegion,
    ),
    ...(found
      ? [
          command(
            'aws',
            'eks',
            'describe-pod-identity-association',
            ...ofCluster,
            '--association-id',
            found.id,
            ...inRegion,
          ),
        ]
      : []),
  ];
}

/** Returns the ServiceAccount link, with the role that the ServiceAccount names. */
export function serviceAccountLink(observed: Observed): ChainLink {
  const { ref, serviceAccount, mechanism } = observed;
  const account = valueOf(serviceAccount);
  return {
    link: 'service-account',
    name: account ? `${ref.namespace}/${ref.name}` : null,
    facts: [
      ...missing('ServiceAccount', serviceAccount),
      ...(mechanism === 'irsa' ? annotated(observed) : []),
      ...associated(observed),
      ...fact('Created', account?.createdAt || undefined),
    ],
    verifyCommands: verifyCommandsOf(observed),
  };
}
