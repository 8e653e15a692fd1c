import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { applyPatch, type ClauseChange, diffDocuments, toPatch } from '@hongxian/shared/diff'
import { parseDocument } from '@hongxian/shared/document'
import { describe, expect, it } from 'vitest'

interface Expected {
  readonly note: string
  readonly changes: ReadonlyArray<Pick<ClauseChange, 'kind' | 'before' | 'after'> & Partial<ClauseChange>>
}

const folder = import.meta.dirname
const slugs = readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []))

describe('revisions', () => {
  it.each(slugs)('%s', (slug) => {
    const read = (name: string) => readFileSync(join(folder, slug, name), 'utf8')
    const expected = JSON.parse(read('expected.json')) as Expected
    const before = parseDocument(read('old.txt'))
    const after = parseDocument(read('new.txt'))
    const diff = diffDocuments(before, after)
    const told = diff.changes.map((change, n) => {
      const keys = Object.keys(expected.changes[n] ?? { kind: 0, before: 0, after: 0 }) as Array<keyof ClauseChange>
      return Object.fromEntries(keys.map((key) => [key, change[key]]))
    })
    expect(told, expected.note).toEqual(expected.changes)
    expect(applyPatch(before.text, toPatch(after.text, diff))).toBe(after.text)
  })
})
