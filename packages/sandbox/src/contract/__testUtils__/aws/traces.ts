import {
  DeleteOpenIDConnectProviderCommand,
  DeletePolicyCommand,
  DeletePolicyVersionCommand,
  DeleteRoleCommand,
  DeleteRolePermissionsBoundaryCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  ListOpenIDConnectProvidersCommand,
  ListPolicyVersionsCommand,
  paginateListAttachedRolePolicies,
  paginateListPolicies,
  paginateListRolePolicies,
  paginateListRoles,
  type IAMClient,
  type Tag,
} from '@aws-sdk/client-iam';

/** The tag of all resources that a run creates. */
const RUN_TAG = 'backstage-irsa-conformance';

const CREATES = [
  'CreateRoleCommand',
  'CreatePolicyCommand',
  'CreateOpenIDConnectProviderCommand',
];

/** The maximum number of tags that IAM accepts. */
const MOST_TAGS = 50;

/** Tags everything that a client creates from now on with the run's ID. */
export function tagCreations(iam: IAMClient, run: string): void {
  iam.middlewareStack.add(
    (next, { commandName = '' }) =>
      args => {
        const { Tags = [] } = args.input as { Tags?: Tag[] };
        const isTaggable =
          CREATES.includes(commandName) && Tags.length < MOST_TAGS;
        return next(
          isTaggable
            ? {
                ...args,
                input: {
                  ...args.input,
                  Tags: [...Tags, { Key: RUN_TAG, Value: run }],
                },
              }
            : args,
        );
      },
    { step: 'initialize', name: 'tagCreations' },
  );
}

async function all<T>(pages: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const page of pages) list.push(page);
  return list;
}

async function roleNames(client: IAMClient, prefix: string) {
  const pages = await all(paginateListRoles({ client }, {}));
  return pages
    .flatMap(({ Roles = [] }) => Roles)
    .flatMap(({ RoleName = '' }) =>
      RoleName.startsWith(`${prefix}-`) ? [RoleName] : [],
    );
}

async function policyArns(client: IAMClient, prefix: string) {
  const pages = await all(paginateListPolicies({ client }, { Scope: 'Local' }));
  return pages
    .flatMap(({ Policies = [] }) => Policies)
    .flatMap(({ PolicyName = '', Arn = '' }) =>
      PolicyName.startsWith(`${prefix}-`) ? [Arn] : [],
    );
}

async function providerArns(client: IAMClient, prefix: string) {
  const { OpenIDConnectProviderList = [] } = await client.send(
    new ListOpenIDConnectProvidersCommand(),
  );
  return OpenIDConnectProviderList.flatMap(({ Arn = '' }) =>
    Arn.includes(`/id/${prefix}-`) ? [Arn] : [],
  );
}

/** Returns the names and ARNs of the resources that runs left in the account. */
export async function tracesOf(
  iam: IAMClient,
  prefix: string,
): Promise<string[]> {
  return (
    await Promise.all([
      roleNames(iam, prefix),
      policyArns(iam, prefix),
      providerArns(iam, prefix),
    ])
  ).flat();
}

async function removeRole(client: IAMClient, RoleName: string): Promise<void> {
  const attached = await all(
    paginateListAttachedRolePolicies({ client }, { RoleName }),
  );
  for (const { PolicyArn } of attached.flatMap(
    page => page.AttachedPolicies ?? [],
  )) {
    await client.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }));
  }
  const inline = await all(paginateListRolePolicies({ client }, { RoleName }));
  for (const PolicyName of inline.flatMap(page => page.PolicyNames ?? [])) {
    await client.send(new DeleteRolePolicyCommand({ RoleName, PolicyName }));
  }
  await client
    .send(new DeleteRolePermissionsBoundaryCommand({ RoleName }))
    .catch(unlessAbsent);
  await client.send(new DeleteRoleCommand({ RoleName }));
}

async function removePolicy(iam: IAMClient, PolicyArn: string): Promise<void> {
  const { Versions = [] } = await iam.send(
    new ListPolicyVersionsCommand({ PolicyArn }),
  );
  for (const { VersionId, IsDefaultVersion } of Versions) {
    if (IsDefaultVersion) continue;
    await iam.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId }));
  }
  await iam.send(new DeletePolicyCommand({ PolicyArn }));
}

function unlessAbsent(error: Error): void {
  if (error.name !== 'NoSuchEntityException') throw error;
}

/** Removes all resources of a run, found by name. Removes roles first, because they use policies and boundaries. */
export async function removeTraces(
  iam: IAMClient,
  prefix: string,
): Promise<void> {
  for (const name of await roleNames(iam, prefix)) {
    await removeRole(iam, name).catch(unlessAbsent);
  }
  for (const arn of await policyArns(iam, prefix)) {
    await removePolicy(iam, arn).catch(unlessAbsent);
  }
  for (const OpenIDConnectProviderArn of await providerArns(iam, prefix)) {
    await iam
      .send(
        new DeleteOpenIDConnectProviderCommand({ OpenIDConnectProviderArn }),
      )
      .catch(unlessAbsent);
  }
}
