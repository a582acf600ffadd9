// Made by `yarn generate` from the partition data of @aws-sdk/core: bring that package up to date instead of changing this file.

/** The partitions of AWS. */
export const PARTITIONS = [
  {
    id: 'aws',
    dnsSuffix: 'amazonaws.com',
    dualStackDnsSuffix: 'api.aws',
    globalRegion: 'us-east-1',
    regionPattern: '^(us|eu|ap|sa|ca|me|af|il|mx)\\-\\w+\\-\\d+$',
  },
  {
    id: 'aws-cn',
    dnsSuffix: 'amazonaws.com.cn',
    dualStackDnsSuffix: 'api.amazonwebservices.com.cn',
    globalRegion: 'cn-northwest-1',
    regionPattern: '^cn\\-\\w+\\-\\d+$',
  },
  {
    id: 'aws-eusc',
    dnsSuffix: 'amazonaws.eu',
    dualStackDnsSuffix: 'api.amazonwebservices.eu',
    globalRegion: 'eusc-de-east-1',
    regionPattern: '^eusc\\-(de)\\-\\w+\\-\\d+$',
  },
  {
    id: 'aws-iso',
    dnsSuffix: 'c2s.ic.gov',
    dualStackDnsSuffix: 'api.aws.ic.gov',
    globalRegion: 'us-iso-east-1',
    regionPattern: '^us\\-iso\\-\\w+\\-\\d+$',
  },
  {
    id: 'aws-iso-b',
    dnsSuffix: 'sc2s.sgov.gov',
    dualStackDnsSuffix: 'api.aws.scloud',
    globalRegion: 'us-isob-east-1',
    regionPattern: '^us\\-isob\\-\\w+\\-\\d+$',
  },
  {
    id: 'aws-iso-e',
    dnsSuffix: 'cloud.adc-e.uk',
    dualStackDnsSuffix: 'api.cloud-aws.adc-e.uk',
    globalRegion: 'eu-isoe-west-1',
    regionPattern: '^eu\\-isoe\\-\\w+\\-\\d+$',
  },
  {
    id: 'aws-iso-f',
    dnsSuffix: 'csp.hci.ic.gov',
    dualStackDnsSuffix: 'api.aws.hci.ic.gov',
    globalRegion: 'us-isof-south-1',
    regionPattern: '^us\\-isof\\-\\w+\\-\\d+$',
  },
  {
    id: 'aws-us-gov',
    dnsSuffix: 'amazonaws.com',
    dualStackDnsSuffix: 'api.aws',
    globalRegion: 'us-gov-west-1',
    regionPattern: '^us\\-gov\\-\\w+\\-\\d+$',
  },
] as const;
