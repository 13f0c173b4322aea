import type { ProbeReport } from '../eval/probe';
import type { Attribution, CacheEffect, ComparedCaches, RunRecord } from '../model/run';
import type { AdapterFacts, AdapterRecord, Kept, Version } from './schema';

/**
 * A record as the app wrote it before `RunRecord`: the facts of the run lie flat beside those of the adapter, under older
 * names. Such a row may be sealed under a passphrase, so no migration of the database can reach it.
 */
export interface FlatAdapter
  extends Omit<Kept, 'version'>,
    Omit<RunRecord, 'method' | 'lora' | 'cache' | 'attribution'>,
    Partial<Pick<RunRecord, 'lora'>> {
  name: string;
  baseHash: string;
  memory?: CacheEffect;
  madeOf?: Omit<Attribution, 'withCaches'> & { whole?: ComparedCaches; withCaches?: ComparedCaches };
  /** Nothing where it was trained here. With 'peft', the facts of the run are zeros and NaN. */
  origin?: 'imported' | 'peft';
  madeAt?: number;
  /** Nothing where it came in a file of this app, which names its base. */
  baseTold?: boolean;
  probe?: ProbeReport;
}

/** A record as the app wrote it before models had versions. */
export type UnversionedAdapter = AdapterFacts & Omit<Kept, 'version'>;

/** The place of a model that has no other version. */
export function firstVersion(id: string): Version {
  return { line: id, number: 1, chosen: 1 };
}

/** A record as it is now, from one of any age. */
export function upgradeAdapter(stored: UnversionedAdapter | FlatAdapter): AdapterRecord {
  const { version = firstVersion(stored.id) } = stored as Partial<Pick<AdapterRecord, 'version'>>;
  if (!isFlat(stored)) return { ...stored, version };
  const { id, name, createdAt, method, bytes, sha256, baseHash, origin, madeAt, baseTold, probe } = stored;
  const common = { id, name, createdAt, method, bytes, sha256, baseHash, version };
  if (origin === undefined) return { ...common, origin: 'trained', run: runOf(stored) };
  // Every model from a file was measured before it was kept.
  const measured = { ...common, probe: probe as ProbeReport };
  if (origin === 'imported') return { ...measured, origin, run: runOf(stored), madeAt: madeAt ?? createdAt };
  return { ...measured, origin, ...(madeAt !== undefined && { madeAt }), baseTold: baseTold ?? true };
}

/** Every old record has the steps of its run at the top. */
function isFlat(stored: UnversionedAdapter | FlatAdapter): stored is FlatAdapter {
  return 'steps' in stored;
}

/** The run of a flat record, field by field: an old row may hold fields that nobody knows any more. */
function runOf(flat: FlatAdapter): RunRecord {
  const { lora, memory, uncertainty, madeOf, ended, skipped } = flat;
  return {
    method: flat.method,
    ...(lora && { lora }),
    engine: flat.engine,
    device: flat.device,
    steps: flat.steps,
    lr: flat.lr,
    seed: flat.seed,
    ...(ended !== undefined && { ended }),
    ...(skipped !== undefined && { skipped }),
    curve: flat.curve,
    tokens: flat.tokens,
    personal: flat.personal,
    general: flat.general,
    ...(memory && { cache: memory }),
    ...(uncertainty && { uncertainty }),
    verdict: flat.verdict,
    ...(madeOf && { attribution: attributionOf(madeOf) }),
    seconds: flat.seconds,
  };
}

function attributionOf({
  whole,
  withCaches = whole,
  ...rest
}: NonNullable<FlatAdapter['madeOf']>): Attribution {
  return { ...rest, ...(withCaches && { withCaches }) };
}
