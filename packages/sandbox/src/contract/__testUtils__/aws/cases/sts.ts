// Cases are run by the tests of the contract, one test each.
/* eslint-disable jest/no-standalone-expect */
import {
  AssumeRoleCommand,
  AssumeRoleWithWebIdentityCommand,
  GetCallerIdentityCommand,
} from '@aws-sdk/client-sts';
import {
  CreateOpenIDConnectProviderCommand,
  CreateRoleCommand,
} from '@aws-sdk/client-iam';
import { operation } from '../../aspects';
import type { AwsSession } from '../session';
import { makeRole, refused, THUMBPRINT, trustOf } from './helpers';

type S = AwsSession;
const assume = (s: S, role: string, change: object = {}) =>
  s.sts.send(
    new AssumeRoleCommand({
      RoleArn: s.arn(`role/${role}`),
      RoleSessionName: 'contract',
      ...change,
    }),
  );

export const assumeRole = operation<S>('sts:AssumeRole', {
  success: {
    'answers with credentials of a session': async s => {
      const role = await makeRole(s);
      const { Credentials, AssumedRoleUser } = await assume(s, role);
      expect(AssumedRoleUser).toMatchObject({
        Arn: `arn:aws:sts::${s.accountId}:assumed-role/${role}/contract`,
        AssumedRoleId: expect.stringMatching(/^AROA[A-Z0-9]+:contract$/),
      });
      expect(Credentials).toMatchObject({
        AccessKeyId: expect.stringMatching(/^ASIA/),
        SecretAccessKey: expect.any(String),
        SessionToken: expect.any(String),
        Expiration: expect.any(Date),
      });
    },
  },
  'not-found': {
    'there is no such role': async s => {
      await refused(assume(s, s.name('none')), 'AccessDenied', 403);
    },
  },
  malformed: {
    'a session name with a space': async s => {
      await refused(
        assume(s, await makeRole(s), { RoleSessionName: 'a b' }),
        'ValidationError',
        400,
      );
    },
    'a session of a minute': async s => {
      await refused(
        assume(s, await makeRole(s), { DurationSeconds: 60 }),
        'ValidationError',
        400,
      );
    },
    'a session policy that is no JSON': async s => {
      await refused(
        assume(s, await makeRole(s), { Policy: '{' }),
        'MalformedPolicyDocument',
        400,
      );
    },
  },
  forbidden: {
    'the role does not trust the caller': async s => {
      await s.iam.send(
        new CreateRoleCommand({
          RoleName: s.name('role'),
          AssumeRolePolicyDocument: trustOf(s.accountId, {
            Service: 'ec2.amazonaws.com',
          }),
        }),
      );
      await refused(assume(s, s.name('role')), 'AccessDenied', 403);
    },
  },
});

/** Creates a role for a ServiceAccount of the counterpart's issuer, which it registers as an OIDC provider. Returns its ARN. */
async function roleFor(s: S, subject: string): Promise<string> {
  const url = s.counterpart.issuer;
  const provider = url.replace('https://', '');
  await s.iam
    .send(
      new CreateOpenIDConnectProviderCommand({
        Url: url,
        ClientIDList: ['sts.amazonaws.com'],
        ThumbprintList: [THUMBPRINT],
      }),
    )
    .catch(error => {
      if (error.name !== 'EntityAlreadyExistsException') throw error;
    });
  const { Role } = await s.iam.send(
    new CreateRoleCommand({
      RoleName: s.name('role'),
      AssumeRolePolicyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Federated: s.arn(`oidc-provider/${provider}`) },
            Action: 'sts:AssumeRoleWithWebIdentity',
            Condition: {
              StringEquals: {
                [`${provider}:sub`]: `system:serviceaccount:${subject}`,
                [`${provider}:aud`]: 'sts.amazonaws.com',
              },
            },
          },
        ],
      }),
    }),
  );
  return Role?.Arn ?? '';
}

const exchange = (s: S, RoleArn: string, WebIdentityToken: string) =>
  s.sts.send(
    new AssumeRoleWithWebIdentityCommand({
      RoleArn,
      RoleSessionName: 'contract',
      WebIdentityToken,
    }),
  );

export const webIdentity = operation<S>('sts:AssumeRoleWithWebIdentity', {
  success: {
    'a token of the ServiceAccount that the role trusts': async s => {
      const role = await roleFor(s, 'production:orders');
      const token = await s.counterpart.token('sts.amazonaws.com');
      const { AssumedRoleUser, Credentials } = await exchange(s, role, token);
      expect(AssumedRoleUser?.Arn).toBe(
        `arn:aws:sts::${s.accountId}:assumed-role/${s.name('role')}/contract`,
      );
      expect(Credentials?.SessionToken).toEqual(expect.any(String));
    },
  },
  'not-found': {
    'there is no such role': async s => {
      const token = await s.counterpart.token('sts.amazonaws.com');
      await refused(
        exchange(s, s.arn(`role/${s.name('none')}`), token),
        'AccessDenied',
        403,
      );
    },
  },
  malformed: {
    'a token that is none': async s => {
      const role = await roleFor(s, 'production:orders');
      await refused(
        exchange(s, role, 'made.up.token'),
        'InvalidIdentityToken',
        400,
      );
    },
  },
  forbidden: {
    'the role trusts another ServiceAccount': async s => {
      const role = await roleFor(s, 'production:payments');
      const token = await s.counterpart.token('sts.amazonaws.com');
      await refused(exchange(s, role, token), 'AccessDenied', 403);
    },
    'the token is for another audience': async s => {
      const role = await roleFor(s, 'production:orders');
      const token = await s.counterpart.token('vault');
      await refused(exchange(s, role, token), 'InvalidIdentityToken', 400);
    },
  },
});

export const callerIdentity = operation<S>('sts:GetCallerIdentity', {
  success: {
    'answers with account, user and ARN': async s => {
      const answer = await s.sts.send(new GetCallerIdentityCommand());
      expect(answer).toMatchObject({
        Account: s.accountId,
        UserId: expect.any(String),
        Arn: expect.stringContaining(`:${s.accountId}:`),
      });
    },
  },
});
