import { isSame } from './access';
import type { Database } from './database';
import { StoreError } from './errors';

/** As much as the largest norm-only model with its record, in bytes. */
const TEST_BYTES = 65_536;

/**
 * Writes some bytes that are never twice the same, reads them back in another transaction and takes them out again.
 *
 * @throws StoreError 'damaged' if others come back, or why it cannot write or read
 */
export async function testDatabase(database: Database): Promise<void> {
  const bytes = crypto.getRandomValues(new Uint8Array(TEST_BYTES));
  await database.write(['settings'], (transaction) =>
    transaction.objectStore('settings').put(bytes, 'selfTest'),
  );
  try {
    const found = await database.read(['settings'], (transaction) =>
      transaction.objectStore('settings').get('selfTest'),
    );
    if (!isSame(bytes, found)) throw new StoreError('damaged');
  } finally {
    await database.write(['settings'], (transaction) =>
      transaction.objectStore('settings').delete('selfTest'),
    );
  }
}
