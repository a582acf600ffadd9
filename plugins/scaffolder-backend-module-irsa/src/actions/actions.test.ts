import './repositoryLocate.examples.stories';
import './serviceAccountCreate.changes.stories';
import './serviceAccountCreate.examples.stories';
import './serviceAccountDelete.examples.stories';
import './serviceAccountHandOver.examples.stories';
import './serviceAccountMigrate.examples.stories';
import './serviceAccountRender.examples.stories';
import './serviceAccountVerify.examples.stories';
