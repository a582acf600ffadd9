import './provisioning/apply.stories';
import './provisioning/deletion.stories';
import './provisioning/removing.stories';
import './provisioning/rollback.stories';
import './provisioning/prefixes.stories';
import './provisioning/reconcile.stories';
import './provisioning/drift.stories';
import './provisioning/move.stories';
import './provisioning/moveElsewhere.stories';
import './provisioning/losses.stories';
import './provisioning/spec.stories';
import './cutOffs/cutOffs.stories';
import './cutOffs/cutOffPermissions.stories';
import './cutOffs/targetRoles.stories';
import './podIdentity/podIdentity.stories';
import './podIdentity/migration.stories';
import './podIdentity/delivery.stories';

jest.setTimeout(180_000);
