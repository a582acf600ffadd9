import { randomUUID } from 'node:crypto';
import {
  ENTITY_KEY,
  formatServiceAccountRef,
  isExisting,
  OWNER_KEY,
  type IamServiceAccountSpec,
  type RenderFormat,
  type Rendering,
  type Violation,
  valueOf,
  type Observed,
} from '@backstage-irsa/core/model';
import type { ChangeLog } from '../authorization/audit/ChangeLog';
import type { ChangeRequest } from '../authorization/audit/types';
import type { Desired } from '@backstage-irsa/core/planning';
import type { PlanRequest } from '../provisioning/PlanContext';
import {
  renderAs,
  renderInputOf,
  renderResources,
  serviceAccountPatchOf,
  type TerraformModule,
} from '@backstage-irsa/core/delivery';
import type { DeliveryStore } from '../serviceAccounts/DeliveryStore';
import type { ServiceAccountStore } from '../serviceAccounts/ServiceAccountStore';
import type { Ownership } from '../authorization/specOwnership';
import { violationsError } from '../lib/errors';
import { requireStillFree } from '../provisioning/sameRecord';
import type { GuardrailReports } from '../provisioning/GuardrailReports';
import type { Planner } from '../provisioning/Planner';
import type { Verifier } from '../verification/Verifier';
import type { Writers } from '../provisioning/Writers';

interface DeliveriesOptions {
  changes: ChangeLog;
  guardrailReports: GuardrailReports;
  planner: Planner;
  verifier: Verifier;
  writers: Writers;
  store: ServiceAccountStore;
  deliveries: DeliveryStore;
  terraformModule?: TerraformModule;
}

/** The requested files. */
interface AskedFiles {
  format: RenderFormat;
  /** Whether to include the files that create the buckets, queues, and tables of the grants. */
  createResources?: boolean;
}

/** Rules about objects that existed before the request. They do not apply to a delivery that has arrived. */
const BEFORE_US = ['not-managed-by-backstage', 'already-exists'];

/** Requests from other tools what specs ask for. Writes nothing to AWS or a cluster. */
export class Deliveries {
  readonly #o: DeliveriesOptions;

  constructor(options: DeliveriesOptions) {
    this.#o = options;
  }

  /**
   * Returns the files of a spec, or every rule that the spec breaks. Read-only.
   *
   * @throws ServiceUnavailableError - if something that the files depend on could not be read.
   */
  async render(
    files: AskedFiles,
    spec: IamServiceAccountSpec,
    ownership: Ownership,
  ): Promise<Rendering> {
    return this.#render(
      files,
      await this.#o.planner.ask(spec, ownership, { delivers: true }),
    );
  }

  async #render(
    { format, createResources = false }: AskedFiles,
    request: PlanRequest,
  ): Promise<Rendering> {
    const { violations, warnings, context } = await this.#o.planner.prepare(
      request,
    );
    const told = warnings.length > 0 ? { warnings } : {};
    if (!context) return { format, files: [], violations, ...told, notes: [] };
    const { desired, observed, own } = context;
    const before = request.record?.delivery;
    const expected = new Set([
      ...(before && isOfTheSame(desired, observed) ? BEFORE_US : []),
      // Expected only if the same tool is requested again.
      ...(before?.format === format ? ['managed-by-other-tool'] : []),
    ]);
    const broken = [
      ...violations.filter(({ rule }) => !expected.has(rule)),
      ...madeHere(desired, own),
      ...adopting(request.spec),
    ];
    const patch = serviceAccountPatchOf(desired, observed, format);
    const role = renderAs(format, {
      ...renderInputOf(desired, observed),
      terraformModule: this.#o.terraformModule,
    });
    const rendering = createResources ? withResources(role, desired) : role;
    return broken.length > 0
      ? {
          format,
          files: [],
          violations: [...broken, ...rendering.violations],
          ...told,
          notes: [],
        }
      : {
          ...rendering,
          ...told,
          ...(rendering.violations.length === 0 && {
            permissions: await this.#o.planner.permissionsOf(context),
            ...(patch && { serviceAccountPatch: patch }),
          }),
        };
  }

  /**
   * Renders a spec, and records the request, so that Backstage waits for the delivery.
   *
   * @throws InputError - that names every broken rule; ServiceUnavailableError.
   */
  async deliver(
    files: AskedFiles,
    asked: IamServiceAccountSpec,
    ownership: Ownership,
    by: ChangeRequest,
  ): Promise<Rendering> {
    const { writers, planner, verifier } = this.#o;
    const before = await planner.ask(asked, ownership, { delivers: true });
    const broken = before.judgment.violations;
    if (broken.length > 0) throw violationsError(broken);
    const { hold } = await writers.hold(asked, async () => [], randomUUID());
    try {
      const request = await planner.renew(before);
      requireStillFree(request);
      const rendering = await this.#render(files, request);
      if (rendering.violations.length > 0) {
        throw violationsError(rendering.violations);
      }
      await this.#o.guardrailReports.note(request, rendering.warnings);
      await this.#record(files.format, request, by);
      await verifier.verify(asked, { live: false });
      return rendering;
    } finally {
      await hold.release();
    }
  }

  /** Records the tool of the request, and who made the request. */
  async #record(
    format: RenderFormat,
    { id, spec, ownership, record }: PlanRequest,
    by: ChangeRequest,
  ): Promise<void> {
    const { changes, store, deliveries } = this.#o;
    const { entityRef = '', entityUid, owner = '' } = ownership;
    const { cluster, namespace, name } = spec;
    const serviceAccount = { cluster, namespace, name };
    await changes.record(
      { ...by, action: 'deliver', serviceAccount, entityRef, owner },
      {
        action: record?.delivery ? 'update' : 'create',
        target: { kind: 'delivery', name: formatServiceAccountRef(spec) },
        summary: `Deliver as ${format}`,
        diff: [{ field: 'spec', before: record?.spec, after: spec }],
      },
      async () => {
        await store.recordIntent({ id, spec, entityRef, entityUid, owner });
        await deliveries.record(id, format);
      },
    );
  }
}

/** Adds the files of the buckets, queues, and tables to those of the role. Returns no files if any of them breaks a rule. */
function withResources(role: Rendering, desired: Desired): Rendering {
  const { spec, config, annotations } = desired;
  const { [ENTITY_KEY]: entityRef } = annotations;
  const created = renderResources(role.format, spec.grants ?? [], {
    tags: { [ENTITY_KEY]: entityRef },
    region: config.region,
  });
  const violations = [...role.violations, ...created.violations];
  return {
    ...role,
    files: violations.length > 0 ? [] : [...role.files, ...created.files],
    violations,
    notes: [...role.notes, ...created.notes],
  };
}

/** Whether the existing objects name the entity and the owner of the spec. */
function isOfTheSame(desired: Desired, observed: Observed): boolean {
  const account = valueOf(observed.serviceAccount);
  const role = valueOf(observed.role);
  return (
    // Separate rules decide whose an existing ServiceAccount is.
    (!account ||
      isExisting(desired.spec) ||
      account.annotations[ENTITY_KEY] === desired.annotations[ENTITY_KEY]) &&
    (!role || role.tags[OWNER_KEY] === desired.tags[OWNER_KEY])
  );
}

/** Returns the violation of `adopt`: a tool that creates the objects also takes over existing ones, in its own way. */
function adopting({ adopt }: IamServiceAccountSpec): Violation[] {
  return adopt
    ? [
        {
          field: 'adopt',
          rule: 'unsupported-by-format',
          message:
            'Another tool imports existing objects in its own way. Remove adopt, or create the access with Backstage.',
        },
      ]
    : [];
}

/** Returns the violation for objects that Backstage created: another tool must not create them. */
function madeHere(
  { roleArn, refText }: Desired,
  recorded: ReadonlySet<string>,
): Violation[] {
  return recorded.has(roleArn) || recorded.has(refText)
    ? [
        {
          field: 'name',
          rule: 'made-here',
          message: `ServiceAccount ${refText} was created by Backstage, and two tools would undo each other's changes. Hand it over to the other tool (docs/how-to/hand-over.md), or keep changing it with Backstage.`,
        },
      ]
    : [];
}
