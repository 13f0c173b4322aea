import { harm } from './harm';
import { page } from './page';
import { ready } from './ready';

/** The words of the teacher's pages. */
export const teacher = { page, ready, harm };
