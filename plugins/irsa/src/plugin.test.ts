// Small stories share a suite, because loading an app takes longer than running them.
import './features/entityCard/EntityAccessCard.stories';
import './features/entityCard/EntityAccessCardButtons.stories';
import './features/entityCard/EntityAccessCardMissing.stories';
import './features/catalog/catalog.stories';
import './features/search/search.stories';
import './features/entityCard/permissionRows.stories';
import './legacyPlugin.stories';
import './translation/translation.stories';
