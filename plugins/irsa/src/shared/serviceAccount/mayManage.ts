import { createContext } from 'react';

/** Whether the user is an administrator or a member of the recorded owner of the page's account. False where the page does not know it. */
export const MayManage = createContext(false);
