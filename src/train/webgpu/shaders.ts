import adamw from '../../../shaders/adamw.wgsl?raw';
import attention from '../../../shaders/attention.wgsl?raw';
import crossentropy from '../../../shaders/crossentropy.wgsl?raw';
import embedding from '../../../shaders/embedding.wgsl?raw';
import experts from '../../../shaders/experts.wgsl?raw';
import finite from '../../../shaders/finite.wgsl?raw';
import grouping from '../../../shaders/grouping.wgsl?raw';
import product from '../../../shaders/product.wgsl?raw';
import registers from '../../../shaders/product-registers.wgsl?raw';
import tiles from '../../../shaders/product-tiles.wgsl?raw';
import reduce from '../../../shaders/reduce.wgsl?raw';
import residual from '../../../shaders/residual.wgsl?raw';
import rmsnorm from '../../../shaders/rmsnorm.wgsl?raw';
import rope from '../../../shaders/rope.wgsl?raw';
import router from '../../../shaders/router.wgsl?raw';

/** Rows that are summed together for the gradient of a gain: a constant of shaders/rmsnorm.wgsl. */
export const CHUNK_ROWS = constantOf(rmsnorm, 'CHUNK_ROWS');

/** The ways to compute a product, of which one suits a machine best (shaders/product.wgsl). */
export type Core = 'registers' | 'tiles';

/** Rows of one expert come in blocks of this many: what a core computes at once with the same weights. */
export const EXPERT_BLOCKS: Record<Core, number> = { registers: 8, tiles: 64 };

/** The WGSL of every operation; those that reduce over a workgroup have `reduce.wgsl` in front. */
const SHADERS = {
  adamw,
  attention: reduce + attention,
  crossentropy: reduce + crossentropy,
  embedding,
  experts: reduce + experts,
  finite,
  grouping,
  residual,
  rmsnorm: reduce + rmsnorm,
  rope,
  router,
};

const PRODUCTS: Record<Core, string> = { registers: product + registers, tiles: product + tiles };

export type ShaderName = keyof typeof SHADERS | 'product';

export function shaderCode(name: ShaderName, core: Core): string {
  return name === 'product' ? PRODUCTS[core] : SHADERS[name];
}

/** A number that a shader gives as `const NAME = 8u;`. */
function constantOf(code: string, name: string): number {
  const [, value] = new RegExp(`const ${name} = (\\d+)u;`).exec(code) ?? [];
  if (value === undefined) throw new Error(`the shader has no constant ${name}`);
  return Number(value);
}
