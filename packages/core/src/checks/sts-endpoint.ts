import { EKS_ANNOTATIONS } from '../model/annotations';
import { isOptInRegion, partitionOf } from '../arn/partition';
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

/** The values that the webhook reads as false. It uses Go's `strconv.ParseBool`. */
const NO = ['0', 'f', 'F', 'false', 'FALSE', 'False'];

/**
 * Warns that old SDKs may use the global endpoint. The pods do not show which SDK they use, and in the legacy mode SDKs differ: the AWS SDK for
 * JavaScript v2 uses the global endpoint in every region of the partition `aws`, all others only in regions that every account has.
 * Source: "AWS STS Regional endpoints", AWS SDKs and Tools Reference Guide; the region data of the AWS SDK for JavaScript v2.
 */
function legacyMode(
  { config: { region } }: Observed,
  what: string,
  remediation: Remediation,
): CheckAnswer {
  return warn(
    isOptInRegion(region)
      ? `${what} In legacy mode, the AWS SDK for JavaScript v2 gets credentials that are not valid in ${region}, an opt-in region. Other SDKs use the endpoint of the region.`
      : `${what} In legacy mode, older SDKs use the global endpoint, which all regions share.`,
    remediation,
    'global-sts',
  );
}

function legacyAnswer(
  observed: Observed,
  legacy: ContainerInPod[],
): CheckAnswer {
  const commands = legacy.map(({ pod, container }) =>
    removeVariables(observed, pod, container, [VARIABLE]),
  );
  const answer = legacyMode(
    observed,
    `${containerName(legacy[0])} sets ${VARIABLE} to legacy.${andOthers(
      legacy,
    )}`,
    {
      sentence: `Remove ${VARIABLE} from ${templateName(
        legacy[0].pod,
      )}: the webhook sets it to regional.`,
      ...(commands.every(list => list.length > 0) && {
        commands: [...new Set(commands.flat())],
      }),
    },
  );
  return { ...answer, link: 'workload' };
}

/** Checks whether SDKs use the AWS STS endpoint of the region. */
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
    // SDKs have no global endpoint in other partitions.
    if (partitionOf(region).id !== 'aws') return regional;
    const legacy = containersOf(pods).filter(
      ({ container }) =>
        container.env[VARIABLE]?.toLocaleLowerCase('en-US') === 'legacy',
    );
    const text = account.annotations[KEY];
    if (text !== undefined && NO.includes(text)) {
      return legacyMode(
        observed,
        `The annotation ${KEY} is ${JSON.stringify(text)}.`,
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
