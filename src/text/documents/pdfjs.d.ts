declare module 'pdfjs-dist/legacy/build/pdf.min.mjs' {
  export * from 'pdfjs-dist';
}

/** Found by the other one as the global `pdfjsWorker`. */
declare module 'pdfjs-dist/legacy/build/pdf.worker.min.mjs';
