import type { ClusterConfig } from '../model/config';
import { DEFAULT_AUDIENCE } from '../model/annotations';
import { command } from '../model/shell';
import { writeText } from '../delivery/hcl';

/** The placeholder for the backend's role ARN if the backend's credentials are not those of a role. */
const ROLE_PLACEHOLDER = 'BACKEND_ROLE_ARN';

/** The folder of the manifests in the backend package. */
const MANIFESTS = 'node_modules/@backstage-irsa/plugin-irsa-backend/iam';

/** The manifests for the permissions to read a cluster. */
const READING = ['cluster-role.yaml', 'cluster-role.scan.yaml'];

type Place = Pick<ClusterConfig, 'name' | 'eksName' | 'region' | 'accountId'>;

/** Returns the commands that create an access entry. Source: "Create access entries", Amazon EKS User Guide. */
export function accessEntryCommands(
  { eksName, region }: Place,
  roleArn: string | undefined,
  group: string,
): string[] {
  return [
    command(
      ...['aws', 'eks', 'create-access-entry', '--cluster-name', eksName],
      ...['--region', region, '--kubernetes-groups', group],
      ...['--principal-arn', roleArn ?? ROLE_PLACEHOLDER],
    ),
  ];
}

/** Returns the command that shows an access entry, with its groups. */
export function describeEntryCommand(
  { eksName, region }: Place,
  roleArn: string | undefined,
): string {
  return command(
    ...['aws', 'eks', 'describe-access-entry', '--cluster-name', eksName],
    ...['--region', region, '--principal-arn', roleArn ?? ROLE_PLACEHOLDER],
  );
}

export function accessEntryTerraform(
  { eksName }: Place,
  roleArn: string | undefined,
  group: string,
): string {
  return `resource "aws_eks_access_entry" "${group.replaceAll('-', '_')}" {
  cluster_name      = ${writeText(eksName)}
  principal_arn     = ${writeText(roleArn ?? ROLE_PLACEHOLDER)}
  kubernetes_groups = [${writeText(group)}]
}
`;
}

/** Returns the commands with which a cluster administrator applies the manifests, with their placeholders filled in. */
export function rbacCommands(
  { name, eksName, region }: Place,
  files: string[] = READING,
): string[] {
  return [
    command(
      ...['aws', 'eks', 'update-kubeconfig', '--name', eksName],
      ...['--region', region, '--alias', name],
    ),
    ...files.map(
      file =>
        `envsubst < ${MANIFESTS}/${file} | ${command(
          ...['kubectl', '--context', name, 'apply', '-f', '-'],
        )}`,
    ),
  ];
}

export function providerCommands(
  { eksName, region }: Place,
  issuer: string | undefined,
): string[] {
  const ask = command(
    ...['aws', 'eks', 'describe-cluster', '--name', eksName],
    ...['--region', region, '--query', 'cluster.identity.oidc.issuer'],
    ...['--output', 'text'],
  );
  const create = ['aws', 'iam', 'create-open-id-connect-provider'];
  const audience = ['--client-id-list', DEFAULT_AUDIENCE];
  return [
    issuer === undefined
      ? `${command(...create, ...audience)} --url "$(${ask})"`
      : command(...create, ...audience, '--url', issuer),
  ];
}

/** Returns Terraform code for the OIDC provider. AWS determines the thumbprint. Source: "aws_iam_openid_connect_provider", Terraform AWS provider. */
export function providerTerraform({ eksName }: Place): string {
  return `data "aws_eks_cluster" "this" {
  name = ${writeText(eksName)}
}

resource "aws_iam_openid_connect_provider" "this" {
  url            = data.aws_eks_cluster.this.identity[0].oidc[0].issuer
  client_id_list = [${writeText(DEFAULT_AUDIENCE)}]
}
`;
}

export function tokenRequestConfiguration(): string {
  return `irsa:
  discovery:
    tokenRequestAccess:
      roleName: backstage-irsa-token-requester
`;
}

export function namespaceRule({ name }: Place, partition: string): string {
  return `irsa:
  namespaceRules:
    - owners: [group:default/TEAM]
      clusters: ['${name}']
      namespaces: ['TEAM-*']
      resources: ['arn:${partition}:s3:::{owner}-*']
`;
}
