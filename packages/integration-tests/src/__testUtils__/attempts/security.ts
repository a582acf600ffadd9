/** An attack on a product like this, and the control for it. */
export interface SecurityAttack {
  attack: string;
  control: string;
}

/** Every attack that goes through provisioning. Each has attempts. */
export const SECURITY_ATTACKS: Record<string, SecurityAttack> = {
  ownership: {
    attack:
      'Ownership that its author writes: `owner`, `entityRef`, an annotation',
    control: "The catalog and the administrators' rules decide who owns what.",
  },
  tags: {
    attack: 'Tags that make a role look like ours',
    control:
      'Tag, path and our own record: all three. Nobody sets tags with our prefix.',
  },
  adoption: {
    attack: "Adoption of somebody else's role",
    control:
      'An administrator consents by a tag; the permission `irsa.adopt` besides.',
  },
  names: {
    attack: 'Names that are equal once joined',
    control: 'A hash over length-prefixed parts is in every name.',
  },
  subject: {
    attack: 'Wildcards, variables and look-alikes in the subject or audience',
    control: 'Only names that Kubernetes takes; exact operators only.',
  },
  inheritance: {
    attack: 'A recreated entity that inherits a role',
    control:
      'UIDs are recorded: another entity of the same name inherits nothing.',
  },
  versions: {
    attack: 'A policy or boundary that somebody else may change later',
    control:
      'Boundaries and managed policies lie outside our path, and are on a list.',
  },
  power: {
    attack: 'Power through what was granted, in whatever way it is written',
    control: 'Guardrails look at the actions that a statement really allows.',
  },
  trust: {
    attack: 'A merge into a trust policy that lets in anybody',
    control: 'A broad statement of others refuses the merge.',
  },
  account: {
    attack: 'A role in an account that is not given to the owner',
    control:
      "An account is named in the configuration, and in the owner's rule.",
  },
  resources: {
    attack: "Another team's bucket, queue, key or secret",
    control:
      "The rule's resources bound grants, documents and managed policies.",
  },
  reserved: {
    attack: "Backstage's own identities and the cluster's as targets",
    control: 'They are reserved, and system namespaces are refused.',
  },
  injection: {
    attack: 'Injection through names, tags and documents',
    control: 'Everything is checked, then written by serializers.',
  },
  ssrf: {
    attack: 'A cluster by its address',
    control: 'Clusters come from configuration only.',
  },
};
