import { readFileSync } from 'node:fs'
import { parseDocument } from '@hongxian/shared/document'
import { checkDocument, compileRuleSet } from '@hongxian/shared/rule'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { loadRuleSet } from '../rule-pack/index.ts'
import { createEngine } from './engine.ts'

const AS_OF = '2026-11-20'
const drafts = readFileSync(new URL('../../../test/corpus/drafts/drafts.jsonl', import.meta.url), 'utf8')
  .split('\n')
  .filter(Boolean)
  .map((line) => (JSON.parse(line) as { text: string }).text)

const INSERTS = [
  '',
  '等',
  '。',
  '\n',
  '不得',
  '未经备案',
  '依据《中华人民共和国行政许可法》第十七条',
  '五日',
  '废止',
  '：',
]
const INSERTED_ARTICLE = '第八条 企业未经备案的，由街道办事处处五千元罚款。\n'

describe('createEngine', () => {
  let ruleSet: ReturnType<typeof compileRuleSet>
  beforeAll(async () => {
    ruleSet = compileRuleSet(await loadRuleSet())
  }, 60_000)

  it('finds in version after version of several drafts what a check of each alone finds', () => {
    const edit = fc.record({
      draft: fc.nat(2),
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      remove: fc.nat(6),
      insert: fc.constantFrom(INSERTED_ARTICLE, ...INSERTS),
      kind: fc.constantFrom(undefined, undefined, 'normative' as const, 'decision' as const),
    })
    fc.assert(
      fc.property(fc.nat(drafts.length - 3), fc.array(edit, { minLength: 6, maxLength: 12 }), (from, edits) => {
        const engine = createEngine()
        const texts = drafts.slice(from, from + 3)
        for (const { draft, at, remove, insert, kind } of edits) {
          const before = texts[draft]!
          const start = Math.floor(at * before.length)
          const text = before.slice(0, start) + insert + before.slice(start + remove)
          texts[draft] = text
          const stated = kind === undefined ? {} : { kind }
          const { examination } = engine.examine(text, stated, AS_OF, ruleSet)
          expect(examination.findings).toEqual(checkDocument(parseDocument(text, stated), ruleSet, { asOf: AS_OF }))
        }
      }),
      { numRuns: 10 },
    )
  }, 60_000)

  it('goes by the rule set and the day that it is given', () => {
    const engine = createEngine()
    const text = drafts[0]!
    const other = { ...ruleSet, rules: [] }
    const document = parseDocument(text)
    engine.examine(text, {}, AS_OF, ruleSet)
    const findingsBy = (asOf: string, by: typeof ruleSet) => engine.examine(text, {}, asOf, by).examination.findings
    expect(findingsBy(AS_OF, other)).toEqual(checkDocument(document, other, { asOf: AS_OF }))
    expect(findingsBy('1990-01-01', ruleSet)).toEqual(checkDocument(document, ruleSet, { asOf: '1990-01-01' }))
  })
})
