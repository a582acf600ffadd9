// Cases are run by the tests of the contract, one test each.
/* eslint-disable jest/no-standalone-expect */
import {
  CreateOpenIDConnectProviderCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
} from '@aws-sdk/client-iam';
import type { AwsSession } from '../session';

/** Returns a policy that allows reading a bucket. */
export const policyOf = (bucket = 'uploads') =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: 's3:GetObject',
        Resource: `arn:aws:s3:::${bucket}/*`,
      },
    ],
  });

/** Returns a trust policy for the account itself or another principal. */
export const trustOf = (
  accountId: string,
  principal: object = { AWS: `arn:aws:iam::${accountId}:root` },
) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' },
    ],
  });

export const LONG = 'x'.repeat(12_000);

/** Fails unless AWS refuses the call with this code and status. */
export async function refused(
  call: Promise<unknown>,
  code: string,
  status: number,
): Promise<void> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  const { name, $metadata } = (error ?? {}) as {
    name?: string;
    $metadata?: { httpStatusCode?: number };
  };
  expect({
    code: name?.replace(/Exception$/, ''),
    status: $metadata?.httpStatusCode,
  }).toEqual({ code, status });
}

/** Creates a role for the case. Returns its name. */
export async function makeRole(s: AwsSession, what = 'role'): Promise<string> {
  const RoleName = s.name(what);
  await s.iam.send(
    new CreateRoleCommand({
      RoleName,
      AssumeRolePolicyDocument: trustOf(s.accountId),
    }),
  );
  return RoleName;
}

/** Creates a managed policy for the case. Returns its ARN. */
export async function makePolicy(
  s: AwsSession,
  what = 'policy',
): Promise<string> {
  const { Policy } = await s.iam.send(
    new CreatePolicyCommand({
      PolicyName: s.name(what),
      PolicyDocument: policyOf(),
    }),
  );
  return Policy?.Arn ?? '';
}

export const THUMBPRINT = '9e99a48a9960b14926bb7f3b02e22da2b0ab7280';

export const urlOf = (s: AwsSession, what = 'issuer') =>
  `https://oidc.eks.eu-west-1.amazonaws.com/id/${s.name(what)}`;

/** Creates an OIDC provider for the case. Returns its ARN. */
export async function makeProvider(
  s: AwsSession,
  what = 'issuer',
): Promise<string> {
  const { OpenIDConnectProviderArn } = await s.iam.send(
    new CreateOpenIDConnectProviderCommand({
      Url: urlOf(s, what),
      ClientIDList: ['sts.amazonaws.com'],
      ThumbprintList: [THUMBPRINT],
    }),
  );
  return OpenIDConnectProviderArn ?? '';
}

/** Parses a policy document, whether it is URL-encoded or not. */
export const documentOf = (text = '') =>
  JSON.parse(text.startsWith('%') ? decodeURIComponent(text) : text);

/** Returns all pages of a list that is requested with one item per page. */
export async function pagesOf<T>(
  ask: (marker: string | undefined) => Promise<{
    items: T[] | undefined;
    marker: string | undefined;
  }>,
): Promise<T[][]> {
  const pages: T[][] = [];
  let marker: string | undefined;
  do {
    const page = await ask(marker);
    pages.push(page.items ?? []);
    marker = page.marker;
  } while (marker);
  return pages;
}
