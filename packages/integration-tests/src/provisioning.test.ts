import './provisioning/apply.stories';
import './provisioning/deletion.stories';
import './provisioning/removing.stories';
import './provisioning/rollback.stories';
import './provisioning/reconcile.stories';
import './provisioning/drift.stories';
import './provisioning/move.stories';
import './provisioning/moveElsewhere.stories';
import './provisioning/losses.stories';
import './provisioning/spec.stories';

jest.setTimeout(180_000);
