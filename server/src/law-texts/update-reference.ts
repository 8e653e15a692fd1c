import { createHash } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { bundleFile, loadReference, type Reference } from './load-reference.ts'
import type { ReferenceBundle } from './reference-schema.ts'
import { type ReferenceFault, verifyReference } from './verify-reference.ts'

/** What became of an update: taken, or refused whole with the reasons. */
export type UpdateOutcome =
  | { readonly taken: true; readonly date: string; readonly laws: number }
  | { readonly taken: false; readonly faults: readonly ReferenceFault[] }

const digestOf = (reference: unknown): string => createHash('sha256').update(JSON.stringify(reference)).digest('hex')

/** A bundle of reference data that another office can take over by `updateReference`. */
export function packReference(
  { laws, renumbered, topics, institutions, penalties, holidays }: Reference,
  date: string,
): string {
  const reference = {
    laws,
    renumbered,
    topics,
    institutions,
    ...(penalties === undefined ? {} : { penalties }),
    holidays,
  }
  return `${JSON.stringify({ format: 'hongxian-laws/1', date, digest: digestOf(reference), reference })}\n`
}

/**
 * Bring a newer catalogue into the data folder. It is read and checked whole before anything is written, then swapped in
 * by one rename.
 */
export async function updateReference(file: string, dataDir: string): Promise<UpdateOutcome> {
  const text = await readFile(file, 'utf8')
  const read = await readBundle(text)
  if ('faults' in read) return { taken: false, faults: read.faults }
  const held = await loadReference(dataDir)
  if (held.date !== null && read.bundle.date < held.date)
    return { taken: false, faults: [{ at: file, detail: `资料截至 ${read.bundle.date}，早于现有的 ${held.date}` }] }
  // The schema has just proven this shape; it types optional members a little differently.
  const faults = verifyReference(read.bundle.reference as unknown as Reference)
  if (faults.length > 0) return { taken: false, faults }
  const target = bundleFile(dataDir)
  await mkdir(dirname(target), { recursive: true })
  await writeFile(`${target}.new`, text)
  await rename(`${target}.new`, target)
  return { taken: true, date: read.bundle.date, laws: read.bundle.reference.laws.length }
}

async function readBundle(text: string): Promise<{ bundle: ReferenceBundle } | { faults: ReferenceFault[] }> {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return { faults: [{ at: '文件', detail: '不是有效的 JSON，可能没有下载完整' }] }
  }
  // Loaded on demand: zod costs time that other commands need not pay.
  const { ReferenceBundleSchema } = await import('./reference-schema.ts')
  const parsed = ReferenceBundleSchema.safeParse(json)
  if (!parsed.success)
    return {
      faults: parsed.error.issues
        .slice(0, 20)
        .map((issue) => ({ at: issue.path.join('.') || '文件', detail: issue.message })),
    }
  const { reference } = json as { reference: unknown }
  if (digestOf(reference) !== parsed.data.digest)
    return { faults: [{ at: '文件', detail: '内容与其摘要不符，可能在传送中损坏' }] }
  return { bundle: parsed.data }
}
