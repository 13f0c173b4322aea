import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const POLICY = fileURLToPath(new URL('../own-scripts.ts', import.meta.url));

/** Every worker of the built app begins with the policy for scripts, so that none can be written without it. */
export function ownScripts(): Plugin {
  return {
    name: 'own-scripts',
    apply: 'build',
    transform(code, id) {
      if (this.getModuleInfo(id)?.isEntry)
        return { code: `import ${JSON.stringify(POLICY)};\n${code}`, map: null };
    },
  };
}
