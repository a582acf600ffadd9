// Cases are run by the tests of the contract, one test each.
/* eslint-disable jest/no-standalone-expect */
import {
  AddClientIDToOpenIDConnectProviderCommand,
  CreateOpenIDConnectProviderCommand,
  GetOpenIDConnectProviderCommand,
  ListOpenIDConnectProvidersCommand,
  TagOpenIDConnectProviderCommand,
} from '@aws-sdk/client-iam';
import { operation } from '../../aspects';
import type { AwsSession } from '../session';
import { makeProvider, refused, THUMBPRINT, urlOf } from './helpers';

type S = AwsSession;
const create = (s: S, change: object = {}) =>
  s.iam.send(
    new CreateOpenIDConnectProviderCommand({
      Url: urlOf(s),
      ClientIDList: ['sts.amazonaws.com'],
      ThumbprintList: [THUMBPRINT],
      ...change,
    }),
  );
const none = (s: S) =>
  s.arn(`oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/${s.name('none')}`);
const get = (s: S, OpenIDConnectProviderArn: string) =>
  s.iam.send(new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn }));

export const createProvider = operation<S>('iam:CreateOpenIDConnectProvider', {
  success: {
    'its ARN ends with the address': async s => {
      const { OpenIDConnectProviderArn } = await create(s);
      expect(OpenIDConnectProviderArn).toBe(
        s.arn(`oidc-provider/${urlOf(s).replace('https://', '')}`),
      );
    },
  },
  conflict: {
    'there is one for that address': async s => {
      await create(s);
      await refused(create(s), 'EntityAlreadyExists', 409);
    },
  },
  limit: {
    'more than 100 client IDs': async s => {
      const ClientIDList = Array.from({ length: 101 }, (_, i) => `client-${i}`);
      await refused(create(s, { ClientIDList }), 'LimitExceeded', 409);
    },
  },
  malformed: {
    'an address without TLS': async s => {
      await refused(
        create(s, { Url: urlOf(s).replace('https', 'http') }),
        'ValidationError',
        400,
      );
    },
    'a thumbprint that is too short': async s => {
      await refused(
        create(s, { ThumbprintList: ['abc'] }),
        'ValidationError',
        400,
      );
    },
  },
});

export const getProvider = operation<S>('iam:GetOpenIDConnectProvider', {
  success: {
    'answers with address, clients and thumbprints': async s => {
      const arn = await makeProvider(s);
      expect(await get(s, arn)).toMatchObject({
        Url: urlOf(s).replace('https://', ''),
        ClientIDList: ['sts.amazonaws.com'],
        ThumbprintList: [THUMBPRINT],
        CreateDate: expect.any(Date),
      });
    },
  },
  'not-found': {
    'there is none': async s => {
      await refused(get(s, none(s)), 'NoSuchEntity', 404);
    },
  },
  malformed: {
    'an ARN that is none': async s => {
      await refused(
        get(s, 'not-an-arn-of-anything-at-all'),
        'InvalidInput',
        400,
      );
    },
  },
});

export const listProviders = operation<S>('iam:ListOpenIDConnectProviders', {
  success: {
    'is in the list': async s => {
      const Arn = await makeProvider(s);
      const { OpenIDConnectProviderList } = await s.iam.send(
        new ListOpenIDConnectProvidersCommand(),
      );
      expect(OpenIDConnectProviderList).toContainEqual({ Arn });
    },
  },
});

const addClient = (s: S, OpenIDConnectProviderArn: string, ClientID: string) =>
  s.iam.send(
    new AddClientIDToOpenIDConnectProviderCommand({
      OpenIDConnectProviderArn,
      ClientID,
    }),
  );

export const addClientId = operation<S>(
  'iam:AddClientIDToOpenIDConnectProvider',
  {
    success: {
      'may be done again': async s => {
        const arn = await makeProvider(s);
        await addClient(s, arn, 'vault');
        await addClient(s, arn, 'vault');
        expect((await get(s, arn)).ClientIDList).toEqual([
          'sts.amazonaws.com',
          'vault',
        ]);
      },
    },
    'not-found': {
      'there is no such provider': async s => {
        await refused(addClient(s, none(s), 'vault'), 'NoSuchEntity', 404);
      },
    },
    limit: {
      'more than 100': async s => {
        const ClientIDList = Array.from({ length: 100 }, (_, i) => `c-${i}`);
        const { OpenIDConnectProviderArn = '' } = await create(s, {
          ClientIDList,
        });
        await refused(
          addClient(s, OpenIDConnectProviderArn, 'more'),
          'LimitExceeded',
          409,
        );
      },
    },
    malformed: {
      'a client ID of 256 characters': async s => {
        await refused(
          addClient(s, await makeProvider(s), 'c'.repeat(256)),
          'ValidationError',
          400,
        );
      },
    },
  },
);

export const tagProvider = operation<S>('iam:TagOpenIDConnectProvider', {
  success: {
    'the provider has them': async s => {
      const arn = await makeProvider(s);
      const Tags = [{ Key: 'team', Value: 'shop' }];
      await s.iam.send(
        new TagOpenIDConnectProviderCommand({
          OpenIDConnectProviderArn: arn,
          Tags,
        }),
      );
      expect((await get(s, arn)).Tags).toContainEqual(Tags[0]);
    },
  },
  'not-found': {
    'there is no such provider': async s => {
      await refused(
        s.iam.send(
          new TagOpenIDConnectProviderCommand({
            OpenIDConnectProviderArn: none(s),
            Tags: [{ Key: 'team', Value: 'shop' }],
          }),
        ),
        'NoSuchEntity',
        404,
      );
    },
  },
  limit: {
    'more than 50 in all': async s => {
      const OpenIDConnectProviderArn = await makeProvider(s);
      const tag = (count: number, prefix: string) =>
        s.iam.send(
          new TagOpenIDConnectProviderCommand({
            OpenIDConnectProviderArn,
            Tags: Array.from({ length: count }, (_, i) => ({
              Key: `${prefix}${i}`,
              Value: 'v',
            })),
          }),
        );
      await tag(49, 'k');
      await refused(tag(2, 'more'), 'LimitExceeded', 409);
    },
  },
  malformed: {
    'a key of AWS’s own': async s => {
      await refused(
        s.iam.send(
          new TagOpenIDConnectProviderCommand({
            OpenIDConnectProviderArn: await makeProvider(s),
            Tags: [{ Key: 'aws:mine', Value: 'v' }],
          }),
        ),
        'InvalidInput',
        400,
      );
    },
  },
});
