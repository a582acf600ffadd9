import { EKS_ANNOTATIONS } from '../model/annotations';
import { valueOf } from '../model/observation';
import type { Observed } from '../model/observed';
import { annotate } from './utils/annotate';
import { pass, undecided, warn } from './utils/answer';
import {
  andOthers,
  containerName,
  containersOf,
  templateName,
  type ContainerInPod,
} from './utils/containers';
import { removeVariables } from './utils/patchTemplate';
import type { Check, CheckAnswer, Remediation } from './types';

const KEY = EKS_ANNOTATIONS.stsRegionalEndpoints;
const VARIABLE = 'AWS_STS_REGIONAL_ENDPOINTS';

/** What the webhook reads as no: Go's `strconv.ParseBool`. */
const NO = ['0', 'f', 'F', 'false', 'FALSE', 'False'];

/**
 * Where older SDKs ask the global endpoint unless told `regional`. In all other regions they ask that of the region, whatever they are told.
 * Source: "AWS STS Regional endpoints", AWS SDKs and Tools Reference Guide; `LEGACY_GLOBAL_STS_REGIONS` of botocore.
 */
const LEGACY_REGIONS = new Set([
  'ap-northeast-1',
  'ap-south-1',
  'ap-southeast-1',
  'ap-southeast-2',
  'ca-central-1',
  'eu-central-1',
  'eu-north-1',
  'eu-west-1',
  'eu-west-2',
  'eu-west-3',
  'sa-east-1',
  'us-east-1',
  'us-east-2',
  'us-west-1',
  'us-west-2',
]);

/** The global endpoint works here, from farther away. */
function globalEndpoint(what: string, remediation: Remediation): CheckAnswer {
  return warn(`${what} It is one for all regions.`, remediation, 'global-sts');
}

function legacyAnswer(
  observed: Observed,
  legacy: ContainerInPod[],
): CheckAnswer {
  const commands = legacy.map(({ pod, container }) =>
    removeVariables(observed, pod, container, [VARIABLE]),
  );
  const answer = globalEndpoint(
    `${containerName(
      legacy[0],
    )} sets ${VARIABLE} to legacy, the global AWS STS endpoint.${andOthers(
      legacy,
    )}`,
    {
      sentence: `Take ${VARIABLE} away from ${templateName(
        legacy[0].pod,
      )}: the webhook sets it to regional.`,
      ...(commands.every(list => list.length > 0) && {
        commands: [...new Set(commands.flat())],
      }),
    },
  );
  return { ...answer, link: 'workload' };
}

/** Whether SDKs are sent to the AWS STS of the region. */
export const check: Check = {
  meta: {
    id: 'sts-endpoint',
    link: 'service-account',
    question: 'Do SDKs use the AWS STS endpoint of the region?',
    symptoms: [
      'SignatureDoesNotMatch: Credential should be scoped to a valid region',
      'InvalidClientTokenId: The security token included in the request is invalid',
    ],
    requiredPermissions: ['get serviceaccounts', 'list pods'],
    faults: ['global-sts'],
    mechanisms: ['irsa'],
    docs: 'docs/reference/checks/sts-endpoint.md',
    needs: ['pods-use-service-account', 'role-annotation'],
    provedByExchange: false,
  },
  run(observed) {
    const account = valueOf(observed.serviceAccount);
    const pods = valueOf(observed.pods);
    if (!account || !pods) {
      return undecided('ServiceAccount or pods are not known.');
    }
    const { region } = observed.config;
    const regional = pass(`SDKs use the AWS STS endpoint of ${region}.`);
    if (!LEGACY_REGIONS.has(region)) return regional;
    const legacy = containersOf(pods).filter(
      ({ container }) =>
        container.env[VARIABLE]?.toLocaleLowerCase('en-US') === 'legacy',
    );
    const text = account.annotations[KEY];
    if (text !== undefined && NO.includes(text)) {
      return globalEndpoint(
        `The annotation ${KEY} is ${JSON.stringify(
          text,
        )}, so that older SDKs take the global AWS STS endpoint.`,
        annotate(
          observed,
          { key: KEY, value: 'true' },
          `Set the annotation ${KEY} to true, and restart the pods.`,
        ),
      );
    }
    return legacy.length > 0 ? legacyAnswer(observed, legacy) : regional;
  },
};
