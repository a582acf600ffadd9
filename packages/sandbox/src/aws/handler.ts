import type { HttpRequest, HttpResponse } from '../server/http';
import { seenWorld } from '../state/seen';
import type { World } from '../state/world';
import { requireAllowed } from './access/authorize';
import { dynamodb } from './dynamodb';
import { ec2 } from './ec2';
import { ecr } from './ecr';
import { eks } from './eks';
import { eksError, findEksOperation, runEks } from './eks/service';
import { jsonSignatureError } from './eks/errors';
import type { EksOperation } from './eks/operation';
import { eksAuth } from './eksAuth';
import { events } from './events';
import { Exchange } from './exchange';
import { iam } from './iam';
import type { JsonService } from './json/operation';
import { runJson } from './json/service';
import { kinesis } from './kinesis';
import { kms } from './kms';
import { lambda } from './lambda';
import {
  findOrganizationsOperation,
  runOrganizations,
} from './organizations/service';
import { AwsError } from './protocol/error';
import { findJsonOperation, jsonError } from './protocol/json';
import { findOperation, type QueryService, readForm } from './query/service';
import { s3SignatureError } from './s3/errors';
import type { OperationContext } from './operation';
import { findS3Operation, runS3, s3Error } from './s3/service';
import { IncompleteSignatureError, readSignature } from './signature/sigv4';
import { secretsManager } from './secretsManager';
import { sns } from './sns';
import { sqs } from './sqs';
import { states } from './states';
import { sts } from './sts';

/** An AWS service of the sandbox: how it answers requests and formats errors. */
interface Service {
  name: string;
  answer(exchange: Exchange): HttpResponse | Promise<HttpResponse>;
  error(exchange: Exchange, error: AwsError): HttpResponse;
}

function queryService(service: QueryService): Service {
  const { words } = service;
  return {
    name: service.name,
    answer: async exchange => {
      const form = readForm(exchange.request);
      const operation = findOperation(service, form);
      await exchange.began(operation);
      const { requestId, world } = exchange;
      if (operation.kind === 'public') {
        const context = { world, now: world.now() };
        const result = await operation.handle(form, context, account => {
          exchange.target = account;
        });
        return words.response(service, operation.name, requestId, result);
      }
      const { context: signed } = exchange.sign(words.signatureError);
      const context = service.name === 'iam' ? seen(operation, signed) : signed;
      const result = await operation.handle(form, context, access =>
        requireAllowed(context, access, words.denied),
      );
      return words.response(service, operation.name, requestId, result);
    },
    error: ({ requestId }, error) => words.error(service, requestId, error),
  };
}

/** Makes IAM's reads return delayed data. Stores the state of the account before IAM writes. */
function seen(
  { write }: { write: boolean },
  context: OperationContext,
): OperationContext {
  const { world, caller, now } = context;
  if (write) {
    world.propagation.keep(caller.account, now);
    return context;
  }
  const shown = seenWorld(world, 'reads', now);
  const account = shown.accounts.get(caller.account.id) ?? caller.account;
  return { ...context, world: shown, caller: { ...caller, account } };
}

function eksService(name: string, operations: EksOperation[]): Service {
  return {
    name,
    answer: async exchange => {
      const match = findEksOperation(operations, exchange.request);
      await exchange.began(match.operation);
      return runEks(match, exchange.sign(jsonSignatureError).context);
    },
    error: ({ requestId }, error) => eksError(requestId, error),
  };
}

function jsonService(service: JsonService): Service {
  const { name, operations, prefix, version, queryCodes, errorNamespace } =
    service;
  return {
    name,
    answer: async exchange => {
      const { request } = exchange;
      const operation = findJsonOperation(operations, prefix, request);
      await exchange.began(operation);
      const { context } = exchange.sign(jsonSignatureError);
      return runJson(service, operation, request, context);
    },
    error: ({ requestId }, error) =>
      jsonError(requestId, error, {
        version,
        queryCode: queryCodes?.[error.code],
        namespace: errorNamespace,
      }),
  };
}

const SERVICES = {
  iam: queryService(iam),
  sts: queryService(sts),
  ec2: queryService(ec2),
  eks: eksService('eks', eks),
  eksAuth: eksService('eks-auth', eksAuth),
  kms: jsonService(kms),
  sqs: jsonService(sqs),
  sns: queryService(sns),
  secretsManager: jsonService(secretsManager),
  dynamodb: jsonService(dynamodb),
  kinesis: jsonService(kinesis),
  states: jsonService(states),
  lambda: eksService('lambda', lambda),
  ecr: jsonService(ecr),
  events: jsonService(events),
  organizations: {
    name: 'organizations',
    answer: async (exchange: Exchange) => {
      const operation = findOrganizationsOperation(exchange.request);
      await exchange.began(operation);
      return runOrganizations(
        operation,
        exchange.request,
        exchange.sign(jsonSignatureError).context,
      );
    },
    error: ({ requestId }: Exchange, error: AwsError) =>
      jsonError(requestId, error),
  },
  s3: {
    name: 's3',
    answer: async (exchange: Exchange) => {
      const match = findS3Operation(exchange.request);
      await exchange.began(match.operation);
      const { signed, context } = exchange.sign(s3SignatureError);
      const response = runS3(match, signed, context);
      return {
        ...response,
        headers: {
          'x-amz-request-id': exchange.requestId,
          ...response.headers,
        },
      };
    },
    error: ({ requestId, request }: Exchange, error: AwsError) =>
      s3Error(requestId, request.path, error),
  },
} satisfies Record<string, Service>;

function unknownService(name: string): Service {
  return {
    name,
    answer: () => {
      throw new AwsError(
        'UnknownOperationException',
        400,
        `The sandbox has ${Object.values(SERVICES)
          .map(service => service.name)
          .join(', ')}, not ${name}`,
      );
    },
    error: ({ requestId }, error) => iam.words.error(iam, requestId, error),
  };
}

/** Answers a request to the AWS port: finds the service, runs the operation, and logs the call. */
export async function answerAws(
  world: World,
  request: HttpRequest,
): Promise<HttpResponse> {
  const service = serviceOf(request);
  const exchange = new Exchange(world, service.name, request);
  const response = await answerOrError(service, exchange);
  exchange.ended(response.status);
  return {
    ...response,
    headers: { date: world.now().toUTCString(), ...response.headers },
    ...(exchange.breaks && { breaks: exchange.breaks }),
  };
}

async function answerOrError(
  service: Service,
  exchange: Exchange,
): Promise<HttpResponse> {
  try {
    return await service.answer(exchange);
  } catch (error) {
    return service.error(
      exchange,
      error instanceof AwsError
        ? error
        : new AwsError(
            'InternalFailure',
            500,
            `The sandbox failed: ${
              error instanceof Error ? error.message : 'unknown error'
            }`,
          ),
    );
  }
}

/**
 * Returns the service that a request is for. All services share one port, so the signature names the service. Unsigned forms are for STS, and all
 * other unsigned requests are anonymous requests to S3.
 */
function serviceOf(request: HttpRequest): Service {
  const signedFor = signedService(request);
  if (signedFor === undefined) {
    return readForm(request).has('Action') ? SERVICES.sts : SERVICES.s3;
  }
  return (
    Object.values(SERVICES).find(({ name }) => name === signedFor) ??
    unknownService(signedFor)
  );
}

function signedService(request: HttpRequest): string | undefined {
  try {
    return readSignature(request)?.service;
  } catch (error) {
    if (error instanceof IncompleteSignatureError) {
      return undefined;
    }
    throw error;
  }
}
