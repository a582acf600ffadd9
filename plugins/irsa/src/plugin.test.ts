// What is small shares a suite: to load an app takes longer than its stories.
import './features/entityCard/EntityAccessCard.stories';
import './features/entityCard/EntityAccessCardButtons.stories';
import './features/entityCard/EntityAccessCardMissing.stories';
import './features/catalog/catalog.stories';
import './features/search/search.stories';
import './features/entityCard/permissionRows.stories';
import './legacyPlugin.stories';
import './translation/translation.stories';
