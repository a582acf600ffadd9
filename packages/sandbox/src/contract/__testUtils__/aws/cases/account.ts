/* eslint-disable jest/no-standalone-expect -- the contract runs each case as a test */
import { setTimeout as sleep } from 'node:timers/promises';
import {
  GenerateServiceLastAccessedDetailsCommand,
  GetAccountSummaryCommand,
  GetServiceLastAccessedDetailsCommand,
  PutRolePolicyCommand,
  SimulatePrincipalPolicyCommand,
} from '@aws-sdk/client-iam';
import { operation } from '../../aspects';
import type { AwsSession } from '../session';
import { makeRole, policyOf, refused } from './helpers';

type S = AwsSession;

export const accountSummary = operation<S>('iam:GetAccountSummary', {
  success: {
    'counts roles, and tells quotas': async s => {
      const ask = async () =>
        (await s.iam.send(new GetAccountSummaryCommand())).SummaryMap;
      const before = await ask();
      await makeRole(s);
      const after = await ask();
      expect(after).toMatchObject({
        Roles: (before?.Roles ?? 0) + 1,
        RolesQuota: expect.any(Number),
        PoliciesQuota: expect.any(Number),
        AttachedPoliciesPerRoleQuota: 10,
        VersionsPerPolicyQuota: 5,
      });
    },
  },
});

const simulate = (s: S, role: string, ActionNames: string[]) =>
  s.iam.send(
    new SimulatePrincipalPolicyCommand({
      PolicySourceArn: s.arn(`role/${role}`),
      ActionNames,
      ResourceArns: ['arn:aws:s3:::uploads/a'],
    }),
  );

export const simulatePrincipal = operation<S>('iam:SimulatePrincipalPolicy', {
  success: {
    'decides for each action': async s => {
      const RoleName = await makeRole(s);
      await s.iam.send(
        new PutRolePolicyCommand({
          RoleName,
          PolicyName: 'inline',
          PolicyDocument: policyOf(),
        }),
      );
      const { EvaluationResults } = await simulate(s, RoleName, [
        's3:GetObject',
        's3:PutObject',
      ]);
      expect(
        EvaluationResults?.map(result => [
          result.EvalActionName,
          result.EvalDecision,
        ]),
      ).toEqual([
        ['s3:GetObject', 'allowed'],
        ['s3:PutObject', 'implicitDeny'],
      ]);
    },
  },
  'not-found': {
    'there is no such role': async s => {
      await refused(
        simulate(s, s.name('none'), ['s3:GetObject']),
        'NoSuchEntity',
        404,
      );
    },
  },
  paging: {
    'a page is no longer than was asked for': async s => {
      const PolicySourceArn = s.arn(`role/${await makeRole(s)}`);
      const { EvaluationResults, IsTruncated } = await s.iam.send(
        new SimulatePrincipalPolicyCommand({
          PolicySourceArn,
          ActionNames: ['s3:GetObject', 's3:PutObject'],
          MaxItems: 1,
        }),
      );
      expect(EvaluationResults).toHaveLength(1);
      expect(IsTruncated).toBe(true);
    },
  },
  malformed: {
    'an ARN that is none': async s => {
      await refused(
        s.iam.send(
          new SimulatePrincipalPolicyCommand({
            PolicySourceArn: 'not-an-arn-of-anything-at-all',
            ActionNames: ['s3:GetObject'],
          }),
        ),
        'InvalidInput',
        400,
      );
    },
  },
});

const generate = (s: S, Arn: string) =>
  s.iam.send(new GenerateServiceLastAccessedDetailsCommand({ Arn }));

export const generateReport = operation<S>(
  'iam:GenerateServiceLastAccessedDetails',
  {
    success: {
      'answers with a job': async s => {
        const role = await makeRole(s);
        const { JobId } = await generate(s, s.arn(`role/${role}`));
        expect(JobId).toMatch(/^[0-9a-f-]{36}$/);
      },
    },
    'not-found': {
      'there is no such role': async s => {
        await refused(
          generate(s, s.arn(`role/${s.name('none')}`)),
          'NoSuchEntity',
          404,
        );
      },
    },
    malformed: {
      'an ARN that is none': async s => {
        await refused(
          generate(s, 'not-an-arn-of-anything-at-all'),
          'InvalidInput',
          400,
        );
      },
    },
  },
);

/** How long AWS can take for a report, and how often the case polls, in milliseconds. */
const REPORT_MS = 30_000;
const LOOK_MS = 250;

const report = (s: S, JobId: string) =>
  s.iam.send(new GetServiceLastAccessedDetailsCommand({ JobId }));

export const getReport = operation<S>('iam:GetServiceLastAccessedDetails', {
  success: {
    'comes to an end': async s => {
      const role = await makeRole(s);
      const { JobId = '' } = await generate(s, s.arn(`role/${role}`));
      for (const until = Date.now() + REPORT_MS; ; await sleep(LOOK_MS)) {
        const { JobStatus } = await report(s, JobId);
        if (JobStatus === 'COMPLETED') return;
        expect(JobStatus).toBe('IN_PROGRESS');
        expect(Date.now()).toBeLessThan(until);
      }
    },
  },
  'not-found': {
    'there is no such job': async s => {
      await refused(
        report(s, '00000000-0000-4000-8000-000000000000'),
        'NoSuchEntity',
        404,
      );
    },
  },
  malformed: {
    'a job that is none': async s => {
      await refused(report(s, 'mine'), 'ValidationError', 400);
    },
  },
});
