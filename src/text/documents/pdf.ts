import { ImportError } from '../import';
import { type Found, LeftOuts } from './document';
import { pagesText, type TextItem } from './pdf-lines';
import type { Source } from './source';

/** A school book has 300. */
const MAX_PAGES = 1_000;

/** The text layer of a PDF, page by page, without what stands at the top or bottom of every page. */
export async function readPdf({ name, bytes, tick }: Source): Promise<Found> {
  const { getDocument, PasswordException } = await loadPdfjs();
  tick();
  const task = getDocument({
    // It takes the bytes away.
    data: bytes.slice(),
    // Nothing is drawn, fetched or compiled.
    ...{ disableFontFace: true, useSystemFonts: false, useWorkerFetch: false, useWasm: false, verbosity: 0 },
    ...{ isOffscreenCanvasSupported: false, isImageDecoderSupported: false, stopAtErrors: false },
  });
  try {
    const document = await task.promise;
    if (document.numPages > MAX_PAGES) throw new ImportError('too-much', name);
    const pages: TextItem[][] = [];
    for (let number = 1; number <= document.numPages; number++) {
      const page = await document.getPage(number);
      const { items } = await page.getTextContent();
      pages.push(items.flatMap((item) => ('str' in item ? item : [])));
      page.cleanup();
      tick();
    }
    const leftOuts = new LeftOuts();
    const { text, all, headers } = pagesText(pages);
    for (const header of headers) leftOuts.add('header', header);
    if (all.trim() === '') throw new ImportError('scan', name);
    return { text, all, leftOut: leftOuts.list };
  } catch (error) {
    if (error instanceof ImportError) throw error;
    throw new ImportError(error instanceof PasswordException ? 'encrypted' : 'damaged', name, {
      cause: error,
    });
  } finally {
    await task.destroy();
  }
}

/** PDF.js, which reads in this thread: it is in a worker already. */
async function loadPdfjs() {
  // The oldest browsers that the app works in have no such thing yet, and it is all that they lack.
  (Promise as { withResolvers?: unknown }).withResolvers ??= withResolvers;
  const worker = await import('pdfjs-dist/legacy/build/pdf.worker.min.mjs');
  Object.assign(globalThis, { pdfjsWorker: worker });
  return import('pdfjs-dist/legacy/build/pdf.min.mjs');
}

function withResolvers<T>() {
  let resolve!: (value: T | PromiseLike<T>) => void;
  let reject!: (reason?: unknown) => void;
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}
