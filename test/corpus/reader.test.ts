import { join } from 'node:path'
import { parsePassage, readPassages } from '@hongxian/server/reader-training'
import { loadRuleSet } from '@hongxian/server/rule-pack'
import { compileReader } from '@hongxian/shared/reader'
import { hearReader } from '@hongxian/shared/rule'
import { describe, expect, it } from 'vitest'
import { score } from '../eval/score.mjs'

describe('the committed weights of the second reader', () => {
  it('know the cases they were trained on, at the published thresholds, and never say 违法', async () => {
    const { reader: weights } = await loadRuleSet()
    expect(weights).toBeDefined()
    const reader = compileReader(weights!)
    const passages = await readPassages(join(import.meta.dirname, 'cases'))
    const found = new Map(
      passages.map((passage) => {
        const document = parsePassage(passage)
        return [passage.id, hearReader([], reader.read(document), document, reader)]
      }),
    )
    expect(new Set([...found.values()].flat().map(({ severity }) => severity))).toEqual(new Set(['suspect', 'hint']))
    const result = score(passages, found)
    // On the very cases of the training: a slip in features, packing or scoring shows here at once. What the reader does on
    // families it has not seen is printed by test/eval/run-reader.mjs.
    expect(result.recall.any).toBeGreaterThan(0.6)
    expect(result.clean.quiet).toBeGreaterThan(0.98)
  })
})
