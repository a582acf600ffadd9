import './EntityAccessCard.stories';
import './permissionRows.stories';
