import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { InstitutionRow, LawRow, PenaltyRow, ReferenceRows, RenumberTable, TopicRow } from '@hongxian/shared/law'

/** The reference files that come with the product. */
export const BUILT_IN = fileURLToPath(new URL('../../../shared/rules/reference/', import.meta.url))

/** Where a newer catalogue lies once `hongxian laws update` has brought one. */
export const bundleFile = (dataDir: string): string => join(dataDir, 'laws', 'reference.json')

export interface Reference extends ReferenceRows {
  readonly laws: readonly LawRow[]
  readonly renumbered: readonly RenumberTable[]
  readonly topics: readonly TopicRow[]
  readonly institutions: readonly InstitutionRow[]
  readonly penalties?: readonly PenaltyRow[]
  readonly holidays: Readonly<Record<string, unknown>>
  /** Day to which the facts of an update were collected; `null` for what comes with the product. */
  readonly date: string | null
}

/**
 * Reference data for the catalogue: the update in the data folder if there is one, else what comes with the product.
 *
 * @param dataDir the service's data folder, or `null` to read what comes with the product
 */
export async function loadReference(dataDir: string | null): Promise<Reference> {
  const bundle = dataDir === null ? null : await readIfThere(bundleFile(dataDir))
  // It was checked whole before it was put there.
  if (bundle !== null) {
    const { date, reference } = JSON.parse(bundle)
    const penalties = reference.penalties ?? (await readRows<PenaltyRow>(join(BUILT_IN, 'penalties.jsonl')))
    return { ...reference, penalties, date }
  }
  return loadReferenceFolder(BUILT_IN)
}

/** Read `laws.jsonl`, `renumbered.jsonl`, `topics.jsonl`, `institutions.jsonl`, `penalties.jsonl` and `holidays.json` of a folder. */
export async function loadReferenceFolder(folder: string): Promise<Reference> {
  const [laws, renumbered, topics, institutions, penalties, holidays] = await Promise.all([
    readRows<LawRow>(join(folder, 'laws.jsonl')),
    readRows<RenumberTable>(join(folder, 'renumbered.jsonl')),
    readRows<TopicRow>(join(folder, 'topics.jsonl')),
    readRows<InstitutionRow>(join(folder, 'institutions.jsonl')),
    readRows<PenaltyRow>(join(folder, 'penalties.jsonl')),
    readFile(join(folder, 'holidays.json'), 'utf8'),
  ])
  return { laws, renumbered, topics, institutions, penalties, holidays: JSON.parse(holidays), date: null }
}

async function readRows<Row>(file: string): Promise<Row[]> {
  const text = await readFile(file, 'utf8')
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line, index) => {
      try {
        return JSON.parse(line) as Row
      } catch (cause) {
        throw new Error(`${file} 第${index + 1}行不是有效的 JSON`, { cause })
      }
    })
}

async function readIfThere(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}
